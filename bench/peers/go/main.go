// The measured process of Go's collector: build/peers/go program name=value …
package main

import (
	"fmt"
	"os"
	"sort"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const seed uint32 = 2463534242

func xorshift(state uint32) uint32 {
	state ^= state << 13
	state ^= state >> 17
	state ^= state << 5
	return state
}

func text(name string) string {
	for _, arg := range os.Args[2:] {
		if strings.HasPrefix(arg, name+"=") {
			return arg[len(name)+1:]
		}
	}
	fmt.Fprintf(os.Stderr, "the parameter %s= is missing\n", name)
	os.Exit(2)
	return ""
}

func parameter(name string) int {
	value, err := strconv.Atoi(text(name))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	return value
}

func milliseconds(since time.Time) float64 {
	return float64(time.Since(since).Nanoseconds()) / 1e6
}

func median(samples []float64) float64 {
	sort.Float64s(samples)
	half := len(samples) / 2
	if len(samples)%2 == 1 {
		return samples[half]
	}
	return (samples[half-1] + samples[half]) / 2
}

// answer prints figures as one line of JSON, with the peak of resident memory.
func answer(format string, figures ...interface{}) {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Printf("{%s,\"peakRssBytes\":%d}\n", fmt.Sprintf(format, figures...), usage.Maxrss*1024)
}

func main() {
	programs := map[string]func(){
		"mark": mark, "build": build, "binary-trees": binaryTrees, "gcbench": gcbench, "splay": splay,
	}
	if len(os.Args) < 2 || programs[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: go program name=value ...")
		os.Exit(2)
	}
	programs[os.Args[1]]()
}

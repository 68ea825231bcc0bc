// The graphs of bench/subjects/mark.ts, and runtime.GC on them.
package main

import (
	"runtime"
	"runtime/debug"
	"time"
)

const walk = 1000

// Node is an object of most graphs.
type Node struct {
	left, right *Node
	value       int32
}

// Triple is an object of the graph of out-degree 3.
type Triple struct {
	links [3]*Triple
	value int32
}

func placement(count int, isShuffled bool) []int32 {
	places := make([]int32, count)
	for i := range places {
		places[i] = int32(i)
	}
	state := seed
	for i := count - 1; isShuffled && i > 0; i-- {
		state = xorshift(state)
		j := int(state) % (i + 1)
		places[i], places[j] = places[j], places[i]
	}
	return places
}

func makeNodes(count int) []*Node {
	made := make([]*Node, count)
	for i := range made {
		made[i] = &Node{value: int32(i)}
	}
	return made
}

func walkNodes(at *Node) (check int32) {
	for step := 0; step < walk && at != nil; step++ {
		check = check*31 + at.value
		one, other := at.left, at.right
		if step%2 == 1 {
			one, other = other, one
		}
		if one == nil {
			one = other
		}
		at = one
	}
	return check
}

func tree(count int, isShuffled bool) *Node {
	made := makeNodes(count)
	places := placement(count, isShuffled)
	for i := 0; i < count; i++ {
		node := made[places[i]]
		if 2*i+1 < count {
			node.left = made[places[2*i+1]]
		}
		if 2*i+2 < count {
			node.right = made[places[2*i+2]]
		}
	}
	return made[places[0]]
}

func list(count int) *Node {
	made := makeNodes(count)
	for i := 0; i+1 < count; i++ {
		made[i].left = made[i+1]
	}
	return made[0]
}

func degree3(count int) *Triple {
	made := make([]*Triple, count)
	for i := range made {
		made[i] = &Triple{value: int32(i)}
	}
	places := placement(count, true)
	state := seed
	for i := 0; i < count; i++ {
		triple := made[places[i]]
		triple.links[0] = made[places[(i+1)%count]]
		state = xorshift(state)
		triple.links[1] = made[int(state)%count]
		state = xorshift(state)
		triple.links[2] = made[int(state)%count]
	}
	return made[places[0]]
}

// graph makes the graph of that shape; what comes back tells its check and keeps it alive.
func graph(shape string, count int) (objects int, check func() int32) {
	switch shape {
	case "star":
		star := makeNodes(count)
		return count + 1, func() (check int32) {
			for step := 0; step < walk && step < count; step++ {
				check = check*31 + star[step].value
			}
			return check
		}
	case "degree3":
		root := degree3(count)
		return count, func() (check int32) {
			for step, at := 0, root; step < walk && at != nil; step++ {
				check = check*31 + at.value
				at = at.links[step%3]
			}
			return check
		}
	case "list":
		root := list(count)
		return count, func() int32 { return walkNodes(root) }
	}
	root := tree(count, shape == "random")
	return count, func() int32 { return walkNodes(root) }
}

func allocated() uint64 {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}

func mark() {
	runtime.GC()
	before := allocated()
	percent := debug.SetGCPercent(-1)
	objects, check := graph(text("shape"), parameter("n"))
	debug.SetGCPercent(percent)
	samples := make([]float64, parameter("times"))
	for i := -2; i < len(samples); i++ {
		started := time.Now()
		runtime.GC()
		if i >= 0 {
			samples[i] = milliseconds(started)
		}
	}
	bytes := float64(allocated()-before) / float64(objects)
	answer(`"ms":%f,"objects":%d,"bytesPerObject":%f,"check":%d`, median(samples), objects, bytes, check())
}

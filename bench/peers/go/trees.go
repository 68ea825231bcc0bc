// The retained build, binary-trees and GCBench with Go's collector.
package main

import (
	"runtime"
	"time"
)

const (
	warmUps  = 3
	minDepth = 4
	less     = 2
)

func grow(depth int) *Node {
	if depth == 0 {
		return &Node{}
	}
	return &Node{grow(depth - 1), grow(depth - 1), int32(depth)}
}

func size(node *Node) int {
	if node == nil {
		return 0
	}
	return 1 + size(node.left) + size(node.right)
}

func build() {
	depth := parameter("depth")
	samples := make([]float64, parameter("times"))
	var kept *Node
	for i := -warmUps; i < len(samples); i++ {
		kept = nil
		runtime.GC()
		started := time.Now()
		kept = grow(depth)
		if i >= 0 {
			samples[i] = milliseconds(started)
		}
	}
	answer(`"ms":%f,"check":%d`, median(samples), size(kept))
}

// Tree is the node of binary-trees.
type Tree struct{ left, right *Tree }

func makeTree(depth int) *Tree {
	if depth == 0 {
		return &Tree{}
	}
	return &Tree{makeTree(depth - 1), makeTree(depth - 1)}
}

func (tree *Tree) count() int {
	if tree.left == nil {
		return 1
	}
	return 1 + tree.left.count() + tree.right.count()
}

func binaryTrees() {
	n := parameter("n")
	check := makeTree(n + 1).count()
	longLived := makeTree(n)
	for depth := minDepth; depth <= n; depth += 2 {
		for i := 1 << (n - depth + minDepth); i > 0; i-- {
			check += makeTree(depth).count()
		}
	}
	answer(`"check":%d`, check+longLived.count())
}

// Bench is the node of GCBench.
type Bench struct {
	left, right *Bench
	i, j        int32
}

func populate(depth int, node *Bench) {
	if depth <= 0 {
		return
	}
	node.left, node.right = &Bench{}, &Bench{}
	populate(depth-1, node.left)
	populate(depth-1, node.right)
}

func makeBench(depth int) *Bench {
	if depth <= 0 {
		return &Bench{}
	}
	return &Bench{left: makeBench(depth - 1), right: makeBench(depth - 1)}
}

func treeSize(depth int) int { return 1<<(depth+1) - 1 }

// temporary is where GCBench keeps its tree of the moment, so that no tree is optimised away.
var temporary *Bench

func gcbench() {
	stretch, length := parameter("stretch"), parameter("doubles")
	temporary = makeBench(stretch)
	longLived := &Bench{}
	populate(stretch-less, longLived)
	array := make([]float64, length)
	for i := 1; i < length/2; i++ {
		array[i] = 1 / float64(i)
	}
	for depth := minDepth; depth <= stretch-less; depth += 2 {
		times := 2 * treeSize(stretch) / treeSize(depth)
		for i := 0; i < times; i++ {
			temporary = &Bench{}
			populate(depth, temporary)
		}
		for i := 0; i < times; i++ {
			temporary = makeBench(depth)
		}
	}
	spine := 0
	for node := longLived; node != nil; node = node.left {
		spine++
	}
	answer(`"check":%.17g`, float64(spine)+array[1000])
}

// Splay with Go's collector; see bench/subjects/splay.ts.
package main

import "time"

const (
	payloadDepth  = 5
	arrayLength   = 10
	textBytes     = 40
	modifications = 80
)

// Payload is a branch with two payloads or a leaf with an array and a text.
type Payload struct {
	left, right *Payload
	array       *[arrayLength]int32
	text        *[textBytes]byte
}

// SplayNode is a key with its payload.
type SplayNode struct {
	left, right *SplayNode
	payload     *Payload
	key         float64
}

var root *SplayNode

func makePayload(depth, tag int) *Payload {
	if depth > 0 {
		return &Payload{left: makePayload(depth-1, tag), right: makePayload(depth-1, tag)}
	}
	text := new([textBytes]byte)
	for i := range text {
		text[i] = byte(tag & 0x7f)
	}
	return &Payload{array: &[arrayLength]int32{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, text: text}
}

func splayTo(key float64) {
	header := &SplayNode{}
	lesser, greater, current := header, header, root
loop:
	for {
		switch {
		case key < current.key:
			child := current.left
			if child == nil {
				break loop
			}
			if key < child.key {
				current.left, child.right = child.right, current
				current, child = child, child.left
				if child == nil {
					break loop
				}
			}
			greater.left, greater, current = current, current, child
		case key > current.key:
			child := current.right
			if child == nil {
				break loop
			}
			if key > child.key {
				current.right, child.left = child.left, current
				current, child = child, child.right
				if child == nil {
					break loop
				}
			}
			lesser.right, lesser, current = current, current, child
		default:
			break loop
		}
	}
	lesser.right, greater.left = current.left, current.right
	current.left, current.right = header.right, header.left
	root = current
}

func insert(key float64, tag int) bool {
	if root != nil {
		splayTo(key)
		if root.key == key {
			return false
		}
	}
	node := &SplayNode{key: key, payload: makePayload(payloadDepth, tag)}
	if root != nil && key > root.key {
		node.left, node.right, root.right = root, root.right, nil
	} else if root != nil {
		node.right, node.left, root.left = root, root.left, nil
	}
	root = node
	return true
}

func remove(key float64) {
	splayTo(key)
	right := root.right
	if root.left == nil {
		root = right
		return
	}
	root = root.left
	splayTo(key)
	root.right = right
}

func greatestBelow(key float64) float64 {
	splayTo(key)
	if root.key < key || root.left == nil {
		return root.key
	}
	node := root.left
	for node.right != nil {
		node = node.right
	}
	return node.key
}

func splay() {
	state := seed
	insertNew := func(tag int) float64 {
		state = xorshift(state)
		for !insert(float64(state), tag) {
			state = xorshift(state)
		}
		return float64(state)
	}
	var check uint32
	longest, started := 0.0, time.Now()
	for i, nodes := 0, parameter("nodes"); i < nodes; i++ {
		insertNew(i)
	}
	setup, settled := milliseconds(started), time.Now()
	for run := parameter("runs"); run > 0; run-- {
		runStarted := time.Now()
		for i := 0; i < modifications; i++ {
			removed := greatestBelow(insertNew(i))
			remove(removed)
			check = check*31 + uint32(removed)
		}
		if took := milliseconds(runStarted); took > longest {
			longest = took
		}
	}
	answer(`"check":%d,"setupMs":%f,"ms":%f,"longestRunMs":%f`, int32(check), setup, milliseconds(settled), longest)
}

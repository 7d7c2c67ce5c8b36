// Package livetest sets up networks to capture from, for tests: namespaces of their own, where
// the machine has them and the test may make them, with links over which any frame can be
// sent. Only tests import it, and only on Linux is there anything in it.
package livetest

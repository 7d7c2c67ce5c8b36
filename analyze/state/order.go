package state

import (
	"cmp"

	"prescap/decode/presence"
)

// compareKeys orders keys: by category, container, instance.
func compareKeys(a, b presence.InstanceKey) int {
	return cmp.Or(cmp.Compare(a.Category, b.Category), cmp.Compare(a.Container, b.Container), cmp.Compare(a.Instance, b.Instance))
}

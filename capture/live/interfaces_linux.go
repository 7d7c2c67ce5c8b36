package live

import (
	"net"
	"net/netip"
)

// Interfaces lists what there is to capture from, Any last.
func Interfaces() ([]Interface, error) {
	there, err := net.Interfaces()
	if err != nil {
		return nil, err
	}
	var all []Interface
	for _, i := range there {
		one := Interface{Name: i.Name, Up: i.Flags&net.FlagUp != 0, Loopback: i.Flags&net.FlagLoopback != 0}
		addresses, _ := i.Addrs() // It may just have gone.
		for _, a := range addresses {
			if p, err := netip.ParsePrefix(a.String()); err == nil {
				one.Addresses = append(one.Addresses, p)
			}
		}
		all = append(all, one)
	}
	return append(all, Interface{Name: Any, Up: true}), nil
}

func names() []string {
	all, _ := Interfaces()
	var list []string
	for _, i := range all {
		list = append(list, i.Name)
	}
	return list
}

// loopbackIndex is the index of the loopback interface, 0 if there is none.
func loopbackIndex() (int, error) {
	there, err := net.Interfaces()
	for _, i := range there {
		if i.Flags&net.FlagLoopback != 0 {
			return i.Index, nil
		}
	}
	return 0, err
}

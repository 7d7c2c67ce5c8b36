package identity

import "strconv"

// FromSIPE reports whether an instance of a category has the id that SIPE derives
// from an epid. Of a device it is the first eight digits of the epid as a number; of
// a state for a machine, a calendar, automatic replies or a phone that number without
// its last digit, behind a digit for the kind. Microsoft's clients hash the GRUU
// instead (category schemas 4.4; enhanced presence appendix C).
func FromSIPE(epid, category string, instance uint32) bool {
	if len(epid) < 8 {
		return false
	}
	first, err := strconv.ParseUint(epid[:8], 16, 32)
	if err != nil {
		return false
	}
	switch category {
	case "device":
		return uint64(instance) == first
	case "state":
		switch instance >> 28 {
		case 0x3, 0x4, 0x5, 0x8:
			return uint64(instance&low28) == first>>4
		}
	}
	return false
}

const low28 = 1<<28 - 1

// OneEndpoint reports whether the id of a device and that of a machine state may be
// those of one endpoint: either they share 28 bits, as both are of one hash, or the
// latter is the former without its last digit, as SIPE has it (enhanced presence
// 4.3).
func OneEndpoint(device, machine uint32) bool {
	if machine>>28 != 3 {
		return false
	}
	m := machine & low28
	return m == device&low28 || m == device>>4
}

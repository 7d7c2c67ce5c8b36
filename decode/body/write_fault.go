package body

import "prescap/decode/presence"

// fault writes a server's refusal.
func (m *markup) fault(e *presence.Fault) {
	m.begin("", "Fault")
	m.leaf("", "Faultcode", e.Code)
	if e.Text != "" {
		m.leaf("", "Faultstring", e.Text)
	}
	if len(e.Operations) > 0 {
		m.begin("", "details")
		for _, o := range e.Operations {
			m.begin("", "operation")
			m.number("index", uint32(o.Index), o.Index > 0)
			m.number("version", o.Version, o.HasVersion)
			m.number("curVersion", o.CurrentVersion, o.HasCurrentVersion)
			m.end()
		}
		m.end()
	}
	m.end()
}

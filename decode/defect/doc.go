// Package defect holds the one type by which decoders say that something is
// odd. A decoder never judges: a defect has no severity, and only a rule turns
// it into a finding.
package defect

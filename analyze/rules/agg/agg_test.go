package agg

import (
	"testing"

	"prescap/analyze/ruletest"
)

func TestRules(t *testing.T) { ruletest.Run(t, Rules()) }

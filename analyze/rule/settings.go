package rule

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ParseSetting reads "PUB002.within=45s" as a setting of one of the rules. The
// error says what is wrong with it, for people.
func ParseSetting(rules []*Rule, s string) (name string, value any, err error) {
	name, text, ok := strings.Cut(s, "=")
	id, option, dotted := strings.Cut(name, ".")
	if !ok || !dotted {
		return "", nil, fmt.Errorf("%q is not of the form RULE.OPTION=VALUE", s)
	}
	r := Find(rules, id)
	if r == nil {
		return "", nil, fmt.Errorf("there is no rule %q", id)
	}
	for _, o := range r.Options {
		if o.Name != option {
			continue
		}
		switch o.Default.(type) {
		case time.Duration:
			value, err = time.ParseDuration(text)
		case int:
			value, err = strconv.Atoi(text)
		}
		if err != nil {
			return "", nil, fmt.Errorf("%s.%s is to be like %v, not %q", r.ID, option, o.Default, text)
		}
		return r.ID + "." + option, value, nil
	}
	return "", nil, fmt.Errorf("rule %s has no option %q", r.ID, option)
}

// Find returns the rule with that ID or name, in any letter case; nil when there
// is none.
func Find(rules []*Rule, name string) *Rule {
	for _, r := range rules {
		if strings.EqualFold(r.ID, name) || strings.EqualFold(r.Name, name) {
			return r
		}
	}
	return nil
}

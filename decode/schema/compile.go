package schema

import "strings"

// Document is a Schema made ready for reading and writing. It may be shared.
type Document struct {
	Schema
	root *node
}

// node is an element, an attribute or the text of an element.
type node struct {
	*Row
	name   string
	space  string // Of an element.
	least  int
	most   int // 0 for any number.
	keep   Keep
	flags  Flags
	text   *node // The text of it, where it has some.
	attrs  []*node
	kids   []*node
	rest   *Row // Of what no other row names.
	others func(any) *[]Other
}

// Compile makes a schema ready. The rows of an element come behind the row of it.
func Compile(s Schema) *Document {
	d := &Document{Schema: s}
	d.root = &node{Row: &Row{}, name: s.Roots[0], space: s.Space, flags: s.Flags}
	if s.Version {
		at := func(f func(*Base) any) Keep {
			return Keep{at: func(p any) any { return f(p.(interface{ base() *Base }).base()) }}
		}
		d.root.add([]Row{
			{Path: "@majorVersion", Type: UnsignedInt(), Keep: at(func(b *Base) any { return &b.Major }), Doc: "version of the schema", Source: "category schemas 2.1"},
			{Path: "@minorVersion", Type: UnsignedInt(), Keep: at(func(b *Base) any { return &b.Minor }), Doc: "version of the schema", Source: "category schemas 2.1"},
		})
	}
	d.root.add(s.Rows)
	return d
}

// add adds rows about what is in the element.
func (n *node) add(rows []Row) {
	for i := range rows {
		n.row(&rows[i])
	}
}

// row adds a row.
func (n *node) row(r *Row) {
	in := n
	steps := strings.Split(r.Path, "/")
	for _, step := range steps[:len(steps)-1] {
		if in = in.kid(step); in == nil {
			panic("schema " + n.name + ": no row before " + r.Path)
		}
	}
	c := &node{Row: r, name: steps[len(steps)-1], space: r.Space, least: r.Occurs.least(), most: 1, keep: r.Keep, flags: r.Flags}
	if r.Occurs == Any || r.Occurs == Some {
		c.most = 0
	}
	if c.space == "" {
		c.space = in.space
	}
	switch {
	case c.name == ".":
		in.text = c
		return
	case c.name == "*":
		in.rest, in.others = r, r.Keep.others
		return
	case c.name[0] == '@':
		c.name, c.space = c.name[1:], r.Space
		in.attrs = append(in.attrs, c)
		return
	}
	if !r.Type.None() {
		c.text = &node{Row: r, name: ".", most: 1, keep: r.Keep, flags: r.Flags & Markup}
		if c.keep = (Keep{}); r.Keep.grow != nil { // A list of texts.
			c.keep, c.text.keep = r.Keep, Keep{at: func(p any) any { return p }}
		}
	}
	c.add(r.Rows)
	in.kids = append(in.kids, c)
}

// kid returns the child of a name.
func (n *node) kid(name string) *node {
	for _, c := range n.kids {
		if c.name == name {
			return c
		}
	}
	return nil
}

// index returns the place of a name among nodes, looked for from a place on and then
// from the beginning; -1 when it is not there.
func index(all []*node, name string, from int) int {
	for i := from; i < len(all); i++ {
		if all[i].name == name {
			return i
		}
	}
	for i := range min(from, len(all)) {
		if all[i].name == name {
			return i
		}
	}
	return -1
}

// spelt returns the place of a name that some page misspells.
func spelt(all []*node, name string) int {
	for i, n := range all {
		for _, s := range n.Spelt {
			if s == name {
				return i
			}
		}
	}
	return -1
}

// child returns the value that keeps what is in an element, of the one that keeps what
// is around it.
func (n *node) child(dst any) any {
	if n.keep.grow == nil {
		return dst
	}
	return n.keep.grow(dst)
}

// Package document holds what bodies carry that are documents of their own, besides those
// that this protocol is about: contact lists, access control lists, provisioning, watchers
// that wait, and presence in formats that are older than categories, or foreign to them.
//
// It is to these what package category is to the documents of categories: there is a file
// for each media type, with its value and its schema (package schema), and [Documents]
// lists them. A [Reader] reads one where it stands.
package document

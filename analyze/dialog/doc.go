// Package dialog turns what single messages say into facts: it knows which request a
// response answers, which subscription a notification belongs to, which message is
// the copy of another on its way through servers, and how much of all that the
// capture showed.
//
// A [Tracker] takes the items of a run in order and tells facts (package fact) as it
// goes. For each message it tells first that it was seen, then what it answers, then
// what it means:
//
//	item ─► hop copy? ─► MessageSeen ─► ResponseSeen ─► Published, Subscribed, NotificationSeen, ...
//
// # Transactions
//
// Clients of Microsoft send no branch in Via, so that a response is matched by
// connection, Call-ID and CSeq (wire reference 1.3). A retry after a 401 or 407 keeps
// its CSeq. A BENOTIFY is never answered and opens no transaction.
//
// # Dialogs
//
// A subscription is known by Call-ID and the subscriber's tag, from its SUBSCRIBE on;
// a notification may overtake the 200. A subscription that began before the capture
// is known from its first notification on, as not seen to begin.
//
// # What the capture may not show
//
// For each connection the Tracker remembers when bytes were missing, whether it was
// joined, which directions were heard, and who was seen on it; see [Tracker.Since].
// What is missing for a user is what is missing on any connection that the user was
// seen on.
//
// With two taps, an answer may be captured before its request. What it means is told
// behind the request then (Limits.Skew), and the order of everything else that the two
// directions of that connection say is in doubt.
//
// All tables are bounded (Limits), and forget by capture time.
package dialog

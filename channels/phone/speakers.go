package phone

import "strings"

// role tells which side a label names, by the usual words of several languages; a number after it ("Agent 2") does not
// matter.
func role(label string) (side string, known bool) {
	word := strings.ToLower(strings.Trim(strings.TrimSpace(label), "[]():.#_-– "))
	word = strings.TrimRight(word, "0123456789 _#-")
	switch word {
	case Caller, "customer", "client", "subscriber", "user", "consumer", "clientin",
		"клієнт", "клієнтка", "абонент", "абонентка", "покупець", "споживач", "клиент", "клиентка", "покупатель",
		"kunde", "kundin", "anrufer", "anruferin", "klient", "klientka", "dzwoniący":
		return Caller, true
	case Operator, "agent", "support", "representative", "rep", "advisor", "adviser", "consultant",
		"операторка", "оператор", "консультант", "консультантка", "підтримка", "менеджер", "агент", "поддержка",
		"mitarbeiter", "mitarbeiterin", "berater", "beraterin", "operatorka", "konsultant", "konsultantka":
		return Operator, true
	}
	return "", false
}

// cast gives every label of a file its side:
//
//  1. callerLabel, if given, is the caller, and every other label the operator.
//  2. Usual words tell their side. If only operators are known by them, the others are the caller; if only callers
//     are, the others are the operator; if both are, others are the caller: who is not known to be ours is not us.
//  3. If no label is known and there are several, the first to speak has picked up the phone: the operator in an
//     inbound call, the caller in an outbound one. The others are the other side.
//  4. A single label, and words without a label, are the caller.
func cast(labels []string, callerLabel, direction string) map[string]string {
	sides := map[string]string{}
	distinct := map[string]bool{}
	var first string
	var callers, operators bool
	for _, name := range labels {
		if name == "" || distinct[name] {
			continue
		}
		distinct[name] = true
		if first == "" {
			first = name
		}
		if side, known := role(name); known {
			sides[name] = side
			callers, operators = callers || side == Caller, operators || side == Operator
		}
	}
	for name := range distinct {
		switch {
		case callerLabel != "":
			sides[name] = Operator
			if strings.EqualFold(label(name), label(callerLabel)) {
				sides[name] = Caller
			}
		case sides[name] != "":
		case callers && !operators:
			sides[name] = Operator
		case callers || operators || len(distinct) == 1:
			sides[name] = Caller
		case (name == first) == (direction != Outbound):
			sides[name] = Operator
		default:
			sides[name] = Caller
		}
	}
	sides[""] = Caller
	return sides
}

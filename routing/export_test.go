package routing

// HeldTables are the tables that hold something of customers: what an erasure sets, and the columns of text that it leaves.
func HeldTables() map[string][2]string {
	out := map[string][2]string{}
	for _, h := range held {
		out[h.table] = [2]string{h.set, h.keeps}
	}
	return out
}

// ApartTables are the tables that hold nothing of customers, and why.
func ApartTables() map[string]string { return apart }

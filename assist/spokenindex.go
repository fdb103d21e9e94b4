package assist

// soundIndex finds the sounds that are like another one.
type soundIndex struct {
	units []sound
	at    map[sound]uint32    // their places
	pairs map[uint16][]uint32 // those that have a pair of sounds
	count []uint16            // pairs of each
}

func newSoundIndex() soundIndex {
	return soundIndex{at: map[sound]uint32{}, pairs: map[uint16][]uint32{}}
}

// put returns the place of a sound, and whether it is new.
func (x *soundIndex) put(s sound) (unit uint32, fresh bool) {
	if u, ok := x.at[s]; ok {
		return u, false
	}
	unit = uint32(len(x.units))
	x.at[s] = unit
	count := uint16(0)
	s.pairs(func(pair uint16) {
		x.pairs[pair] = append(x.pairs[pair], unit)
		count++
	})
	x.units, x.count = append(x.units, s), append(x.count, count)
	return unit, true
}

// heardUnit is a sound that something said may be.
type heardUnit struct {
	unit uint32
	like float64
}

// near are the sounds that are at least so alike, if both are long enough to tell.
func (x *soundIndex) near(s sound, least float64, shortest int) (out []heardUnit) {
	if len(s) < shortest {
		return nil
	}
	shared, total := make([]uint16, len(x.units)), uint16(0)
	var seen []uint32
	s.pairs(func(pair uint16) {
		total++
		for _, u := range x.pairs[pair] {
			if shared[u] == 0 {
				seen = append(seen, u)
			}
			shared[u]++
		}
	})
	for _, u := range seen {
		if len(x.units[u]) < shortest || 5*shared[u] < 2*max(total, x.count[u]) {
			continue
		}
		if like := s.like(x.units[u]); like >= least {
			out = append(out, heardUnit{u, like})
		}
	}
	return out
}

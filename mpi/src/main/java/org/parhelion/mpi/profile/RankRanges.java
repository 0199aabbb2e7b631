package org.parhelion.mpi.profile;

import java.util.Collection;
import java.util.List;

/** Ranks in words. */
final class RankRanges {
    private RankRanges() {}

    /** Such as {@code rank 3} or {@code ranks 0-2,5}. */
    static String of(Collection<Integer> ranks) {
        List<Integer> sorted = ranks.stream().sorted().distinct().toList();
        StringBuilder text = new StringBuilder(sorted.size() == 1 ? "rank " : "ranks ");
        for (int from = 0, to; from < sorted.size(); from = to) {
            to = from + 1;
            while (to < sorted.size() && sorted.get(to) == sorted.get(to - 1) + 1) {
                to++;
            }
            text.append(from > 0 ? "," : "").append(sorted.get(from));
            text.append(to - from > 1 ? "-" + sorted.get(to - 1) : "");
        }
        return text.toString();
    }
}

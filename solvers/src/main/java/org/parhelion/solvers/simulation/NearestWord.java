package org.parhelion.solvers.simulation;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what someone probably meant to type. */
final class NearestWord {
    private NearestWord() {}

    /** {@code ; did you mean "scheme"?} or nothing. */
    static String hint(String typed, Collection<String> known) {
        return find(typed, known)
                .map(word -> "; did you mean \"" + word + "\"?")
                .orElse("");
    }

    /** The known word that differs least, if it differs by less than half of its letters. */
    static Optional<String> find(String typed, Collection<String> known) {
        String best = null;
        int least = Integer.MAX_VALUE;
        for (String word : known) {
            int distance = distance(typed.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                best = word;
            }
        }
        int tolerated = best == null ? -1 : Math.min(3, (Math.max(typed.length(), best.length()) + 1) / 2);
        return least <= tolerated && least < typed.length() ? Optional.of(best) : Optional.empty();
    }

    /** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours, one each. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + same);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}

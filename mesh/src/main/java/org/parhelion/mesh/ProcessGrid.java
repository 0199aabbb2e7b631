package org.parhelion.mesh;

/** The choice of how many blocks stand along each axis. */
final class ProcessGrid {
    private ProcessGrid() {}

    /**
     * The factorization of {@code ranks} over the axes with the smallest cut surface; of equals, the one with the most
     * blocks along z, then along y.
     *
     * @return blocks along x, y, z, or null if every factorization leaves a block without a cell
     */
    static int[] best(int[] cells, boolean[] periodic, int ranks) {
        int[] divisors = divisors(ranks);
        int[] best = null;
        double smallest = Double.POSITIVE_INFINITY;
        for (int d = divisors.length - 1; d >= 0; d--) {
            int pz = divisors[d];
            if (pz > cells[2]) {
                continue;
            }
            int rest = ranks / pz;
            for (int e = divisors.length - 1; e >= 0; e--) {
                int py = divisors[e];
                if (py > cells[1] || rest % py != 0 || rest / py > cells[0]) {
                    continue;
                }
                int[] blocks = {rest / py, py, pz};
                double surface = surface(cells, periodic, blocks);
                if (surface < smallest) {
                    smallest = surface;
                    best = blocks;
                }
            }
        }
        return best;
    }

    /** Number of cell faces where two blocks meet. Whole numbers, exact in a double up to 2^53. */
    static double surface(int[] cells, boolean[] periodic, int[] blocks) {
        double surface = 0;
        for (int a = 0; a < 3; a++) {
            int cuts = periodic[a] && blocks[a] > 1 ? blocks[a] : blocks[a] - 1;
            surface += (double) cuts * cells[(a + 1) % 3] * cells[(a + 2) % 3];
        }
        return surface;
    }

    /** All divisors, ascending. */
    private static int[] divisors(int number) {
        int[] low = new int[2048];
        int[] high = new int[2048];
        int count = 0;
        int mirrored = 0;
        for (int d = 1; (long) d * d <= number; d++) {
            if (number % d == 0) {
                low[count++] = d;
                if (d != number / d) {
                    high[mirrored++] = number / d;
                }
            }
        }
        int[] all = new int[count + mirrored];
        System.arraycopy(low, 0, all, 0, count);
        for (int n = 0; n < mirrored; n++) {
            all[count + n] = high[mirrored - 1 - n];
        }
        return all;
    }
}

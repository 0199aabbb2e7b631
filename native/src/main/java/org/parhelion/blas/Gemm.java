package org.parhelion.blas;

/**
 * C ← α A B + β C in blocks that stay in the caches: a KC×NC block of B in the third level, an MC×KC block of A in the second, a
 * panel of B in the first (Goto & van de Geijn, ACM TOMS 34(3), 2008, fig. 8). Blocks are copied into panels as wide as the
 * tiles of {@link GemmKernel}; transposes, orders, leading dimensions and direct buffers end there.
 */
final class Gemm {
    /** Depth of a block: a panel of B takes 16 KiB with vectors of 4. */
    static final int KC = 256;

    /** Rows of a block of A: 256 KiB. */
    static final int MC = 128;

    /** Columns of a block of B: 4 MiB. */
    static final int NC = 2048;

    /** Columns of C that go through the heap at a time when C is direct: 256 KiB with a block's rows. */
    private static final int STRIPE = 256;

    /** Up to so many multiplications, panels cost more than they give. */
    private static final int SMALL = 6 * 6 * 6;

    /** Panels, kept by each thread (at most 5 MiB), since clearing new ones costs as much as filling them. */
    private static final class Workspace {
        final double[] tile = new double[GemmKernel.ROWS * GemmKernel.COLUMNS];
        double[] a = {};
        double[] b = {};
        double[] copied = {};
        double[] stripe = {};

        void reserve(int m, int n, int k) {
            int depth = Math.min(k, KC);
            int rows = roundUp(Math.min(m, MC), GemmKernel.ROWS);
            int columns = roundUp(Math.min(n, NC), GemmKernel.COLUMNS);
            if (a.length < depth * rows) {
                a = new double[depth * rows];
            }
            if (b.length < depth * columns) {
                b = new double[depth * columns];
            }
        }

        double[] copied(int length) {
            if (copied.length < length) {
                copied = new double[length];
            }
            return copied;
        }

        private static int roundUp(int n, int multiple) {
            return (n + multiple - 1) / multiple * multiple;
        }
    }

    private static final ThreadLocal<Workspace> WORKSPACE = ThreadLocal.withInitial(Workspace::new);

    private Gemm() {}

    /** C ← α A B + β C with A m×k, B k×n, C m×n, of which C has unit stride one way. With β = 0, C is not read. */
    static void multiply(int m, int n, int k, double alpha, Strided a, Strided b, double beta, Strided c) {
        if (m == 0 || n == 0) {
            return;
        }
        if (alpha == 0 || k == 0) {
            c.scale(m, n, beta);
        } else if ((long) m * n * k <= SMALL) {
            small(m, n, k, alpha, a, b, beta, c);
        } else if (n == 1) {
            Level2.multiply(m, k, alpha, a, b.transposed(), beta, c.transposed());
        } else if (m == 1) {
            Level2.multiply(n, k, alpha, b.transposed(), a, beta, c);
        } else if (c.columnStride() != 1) {
            blocked(n, m, k, alpha, b.transposed(), a.transposed(), beta, c.transposed());
        } else {
            blocked(m, n, k, alpha, a, b, beta, c);
        }
    }

    private static void small(int m, int n, int k, double alpha, Strided a, Strided b, double beta, Strided c) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = 0;
                for (int p = 0; p < k; p++) {
                    sum += a.get(i, p) * b.get(p, j);
                }
                c.set(i, j, beta == 0 ? alpha * sum : alpha * sum + beta * c.get(i, j));
            }
        }
    }

    private static void blocked(int m, int n, int k, double alpha, Strided a, Strided b, double beta, Strided c) {
        Workspace work = WORKSPACE.get();
        work.reserve(m, n, k);
        for (int j = 0; j < n; j += NC) {
            int columns = Math.min(NC, n - j);
            for (int p = 0; p < k; p += KC) {
                int depth = Math.min(KC, k - p);
                pack(b.at(p, j).transposed(), columns, depth, GemmKernel.COLUMNS, work.b, work);
                for (int i = 0; i < m; i += MC) {
                    int rows = Math.min(MC, m - i);
                    pack(a.at(i, p), rows, depth, GemmKernel.ROWS, work.a, work);
                    double keep = p == 0 ? beta : 1;
                    if (c.isHeap()) {
                        block(rows, 0, columns, depth, alpha, work, keep, c.at(i, j));
                    } else {
                        throughHeap(rows, columns, depth, alpha, work, keep, c.at(i, j));
                    }
                }
            }
        }
    }

    private static void pack(Strided from, int across, int depth, int width, double[] to, Workspace work) {
        if (from.isHeap()) {
            Packing.panels(from, across, depth, width, to);
            return;
        }
        // a direct buffer: some panels at a time through the heap, so that the copy stays in cache
        int step = MC / width * width;
        double[] copied = work.copied(step * depth);
        for (int i = 0; i < across; i += step) {
            int count = Math.min(step, across - i);
            Strided heap = from.at(i, 0).onHeap(count, depth, copied);
            Packing.panels(heap, count, depth, width, to, i * depth);
        }
    }

    /** A block of C in a direct buffer: whole rows of some columns go to the heap and back, since single elements are slow. */
    private static void throughHeap(
            int rows, int columns, int depth, double alpha, Workspace work, double beta, Strided c) {
        if (work.stripe.length < rows * Math.min(columns, STRIPE)) {
            work.stripe = new double[MC * Math.min(columns, STRIPE)];
        }
        for (int j = 0; j < columns; j += STRIPE) {
            int width = Math.min(STRIPE, columns - j);
            if (beta != 0) {
                c.at(0, j).load(rows, width, work.stripe, 0, width);
            }
            block(rows, j, width, depth, alpha, work, beta, Strided.rows(work.stripe, 0, width));
            c.at(0, j).store(rows, width, work.stripe, 0, width);
        }
    }

    /** All tiles of a heap block whose columns begin at column {@code first} of the packed block of B. */
    private static void block(
            int rows, int first, int columns, int depth, double alpha, Workspace work, double beta, Strided c) {
        double[] tile = work.tile;
        for (int j = 0; j < columns; j += GemmKernel.COLUMNS) {
            int width = Math.min(GemmKernel.COLUMNS, columns - j);
            for (int i = 0; i < rows; i += GemmKernel.ROWS) {
                GemmKernel.multiply(depth, work.a, i * depth, work.b, (first + j) * depth, tile);
                int height = Math.min(GemmKernel.ROWS, rows - i);
                if (width == GemmKernel.COLUMNS && height == GemmKernel.ROWS) {
                    GemmKernel.merge(tile, alpha, beta, c.array(), c.index(i, j), c.rowStride());
                } else {
                    GemmKernel.mergePart(tile, alpha, beta, c.at(i, j), height, width);
                }
            }
        }
    }
}

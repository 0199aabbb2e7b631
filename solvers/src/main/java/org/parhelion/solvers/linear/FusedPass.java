package org.parhelion.solvers.linear;

import java.util.Arrays;

/**
 * Operations on vectors of one space, done in one pass over memory: all of them on a piece that fits in cache, then on the
 * next. They are noted down first, in the order in which they take effect, and done by {@link #run}, which forgets them.
 *
 * <pre>{@code
 * pass.addScaled(x, alpha, p).addScaled(r, -alpha, q).dot(0, r, r).run(); // x ← x + α p, r ← r − α q, ⟨r, r⟩
 * pass.products().allReduce();
 * }</pre>
 *
 * <p>The result is that of the single operations, bit for bit (of {@link VectorSpace.Reductions#FAST} products but nearly).
 */
public final class FusedPass {
    /**
     * What is done with a piece. Each is a method of its own behind a call that the compiler does not inline: several of the
     * loops in one method were half as fast.
     */
    private enum Operation {
        ADD_SCALED {
            @Override
            void on(double[] v, int at, double factor, double[] x, int from, double[] y, int with, int count) {
                Rows.addScaled(v, at, factor, x, from, count);
            }
        },
        SCALE_AND_ADD {
            @Override
            void on(double[] v, int at, double factor, double[] x, int from, double[] y, int with, int count) {
                Rows.scaleAndAdd(v, at, factor, x, from, count);
            }
        },
        SCALED {
            @Override
            void on(double[] v, int at, double factor, double[] x, int from, double[] y, int with, int count) {
                Rows.scaled(v, at, factor, x, from, count);
            }
        },
        PRODUCT {
            @Override
            void on(double[] v, int at, double factor, double[] x, int from, double[] y, int with, int count) {
                Rows.product(v, at, x, from, y, with, count);
            }
        },
        /** Done by the inner products. */
        DOT {
            @Override
            void on(double[] v, int at, double factor, double[] x, int from, double[] y, int with, int count) {
                throw new IllegalStateException("an inner product is no operation on rows");
            }
        };

        abstract void on(double[] v, int at, double factor, double[] x, int from, double[] y, int with, int count);
    }

    /** Numbers of all vectors together that stay in a core's own cache. */
    private static final int IN_CACHE = 1 << 14;

    private static final int SHORTEST_PIECE = 256;
    private static final int LONGEST_PIECE = 4096;

    private final VectorSpace space;
    private final InnerProducts products;
    private Operation[] codes = new Operation[8];
    private double[] factors = new double[8];
    private int[] targets = new int[8];
    /** Target, first and second argument of each operation. */
    private DistributedVector[] vectors = new DistributedVector[24];

    private double[][] data = new double[24][];
    private int[] starts = new int[24];
    private int count;
    private DistributedVector passing;

    /** @param products how many inner products a pass may have */
    public FusedPass(VectorSpace space, int products) {
        this.space = space;
        this.products = products == 0 ? null : new InnerProducts(space, products);
    }

    /** Where inner products are; null if there are none. */
    public InnerProducts products() {
        return products;
    }

    /**
     * A vector that only the operations of one {@link #run} see, in cache and never in memory: what an earlier one has written
     * to it a later one may read.
     */
    DistributedVector passing() {
        if (passing == null) {
            passing = new DistributedVector(space, null, new double[LONGEST_PIECE]);
        }
        return passing;
    }

    /** v ← v + α x. */
    public FusedPass addScaled(DistributedVector v, double alpha, DistributedVector x) {
        return note(Operation.ADD_SCALED, alpha, 0, v, x, x);
    }

    /** v ← x + β v; v is not read if β = 0. */
    public FusedPass scaleAndAdd(DistributedVector v, double beta, DistributedVector x) {
        return note(Operation.SCALE_AND_ADD, beta, 0, v, x, x);
    }

    /** v ← α x; v and x may be one. */
    public FusedPass scaled(DistributedVector v, double alpha, DistributedVector x) {
        return note(Operation.SCALED, alpha, 0, v, x, x);
    }

    /** v ← x ∘ y, element by element; v may be one of them. */
    public FusedPass product(DistributedVector v, DistributedVector x, DistributedVector y) {
        return note(Operation.PRODUCT, 0, 0, v, x, y);
    }

    /** This rank's part of product n ← ⟨x, y⟩. */
    public FusedPass dot(int n, DistributedVector x, DistributedVector y) {
        return note(Operation.DOT, 0, n, x, x, y);
    }

    private FusedPass note(
            Operation code, double factor, int product, DistributedVector v, DistributedVector x, DistributedVector y) {
        v.checkSame(x);
        v.checkSame(y);
        if (count == codes.length) {
            grow();
        }
        codes[count] = code;
        factors[count] = factor;
        targets[count] = product;
        vectors[3 * count] = v;
        vectors[3 * count + 1] = x;
        vectors[3 * count + 2] = y;
        count++;
        return this;
    }

    private void grow() {
        codes = Arrays.copyOf(codes, 2 * count);
        factors = Arrays.copyOf(factors, 2 * count);
        targets = Arrays.copyOf(targets, 2 * count);
        vectors = Arrays.copyOf(vectors, 6 * count);
        data = Arrays.copyOf(data, 6 * count);
        starts = Arrays.copyOf(starts, 6 * count);
    }

    /** Does what was noted down. */
    public void run() {
        for (int n = 0; n < count; n++) {
            if (codes[n] == Operation.DOT) {
                products.clear(targets[n]);
            }
        }
        for (int n = 0; n < 3 * count; n++) {
            data[n] = vectors[n].data();
        }
        int length = space.rowLength();
        int piece = Math.min(LONGEST_PIECE, Math.max(SHORTEST_PIECE, IN_CACHE / Math.max(1, count)));
        for (int row = 0; row < space.rows(); row++) {
            for (int n = 0; n < 3 * count; n++) {
                starts[n] = space.row(vectors[n], row);
            }
            for (int from = 0; from < length; from += piece) {
                onPiece(from, Math.min(piece, length - from));
            }
        }
        forget();
    }

    private void onPiece(int from, int size) {
        for (int n = 0; n < count; n++) {
            double[] v = data[3 * n];
            double[] x = data[3 * n + 1];
            double[] y = data[3 * n + 2];
            int at = position(3 * n, from);
            int xAt = position(3 * n + 1, from);
            int yAt = position(3 * n + 2, from);
            if (codes[n] == Operation.DOT) {
                products.add(targets[n], x, xAt, y, yAt, size);
            } else {
                codes[n].on(v, at, factors[n], x, xAt, y, yAt, size);
            }
        }
    }

    /** Where the piece that begins at {@code from} of a row begins in the storage of a noted vector. */
    private int position(int noted, int from) {
        return vectors[noted] == passing ? 0 : starts[noted] + from;
    }

    private void forget() {
        for (int n = 0; n < count; n++) {
            if (codes[n] != Operation.DOT) {
                vectors[3 * n].markWritten();
            }
        }
        Arrays.fill(vectors, 0, 3 * count, null);
        Arrays.fill(data, 0, 3 * count, null);
        count = 0;
    }
}

package org.parhelion.solvers.amg;

import java.util.Arrays;
import org.parhelion.mpi.Communicator;

/**
 * The next level's matrix Pᵀ A P, as Pᵀ (A P), row by row (F. G. Gustavson, ACM Trans. Math. Softw. 4(3), 1978). Elements are added up
 * in ascending order of their middle indices, whatever the ranks: rows of P that A's ghosts meet are fetched, and rows of P and
 * A P that reach into columns of other ranks are sent there.
 *
 * <p>It also leaves what cycles need: P with the layout of its columns, and Pᵀ with that of its.
 */
final class GalerkinProduct {
    private final Layout rows;
    private final Layout ownColumns;
    private Layout columns;
    private final SparseRows p;
    private SparseRows restriction;
    private Layout restricted;
    private SparseRows product;
    private Layout productLayout;

    /**
     * Collective.
     *
     * @param halo of the matrix
     * @param p own rows of P, whose columns are local numbers of {@code columns}; the latter are changed to those of {@link #columns}
     */
    GalerkinProduct(Halo halo, SparseRows a, SparseRows p, Layout columns) {
        this.rows = halo.layout();
        this.ownColumns = columns;
        this.columns = columns;
        this.p = p;
        SparseRows wide = withGhostRows(halo);
        SparseRows ap = ProductRows.of(a, wide, this.columns.length());
        Parcels parcels = reaching();
        long[] ids = parcels.send(rows);
        Parcels.Rows guestsOfP = parcels.send(p, this.columns);
        Parcels.Rows guestsOfAp = parcels.send(ap, this.columns);
        this.restricted = rows.with(ids);
        int lower = lower(guestsOfP.counts());
        this.restriction = transpose(guestsOfP, lower);
        Layout all = this.columns.including(guestsOfAp.columns());
        if (all.ghosts().length > this.columns.ghosts().length) {
            ap.renumber(this.columns.owned(), SparseRows.ghostNumbers(this.columns, all));
        }
        CoarseRows coarse = new CoarseRows(restriction, ap, guestsOfAp, all, rows.owned());
        this.product = coarse.compress();
        this.productLayout = coarse.layout();
    }

    /** P. */
    SparseRows prolongation() {
        return p;
    }

    /** Columns of P. */
    Layout columns() {
        return columns;
    }

    /** Pᵀ. */
    SparseRows restriction() {
        return restriction;
    }

    /** Columns of Pᵀ. */
    Layout restricted() {
        return restricted;
    }

    /** Pᵀ A P. */
    SparseRows product() {
        return product;
    }

    /** Rows and columns of Pᵀ A P. */
    Layout productLayout() {
        return productLayout;
    }

    /** P with the rows of A's ghosts behind the own ones; both are renumbered if these meet columns that were unknown. */
    private SparseRows withGhostRows(Halo halo) {
        if (rows.ranks().size() == 1) {
            return p;
        }
        Parcels.Rows fetched = halo.parcels().send(p, columns);
        Layout wider = columns.including(fetched.columns());
        if (wider.ghosts().length > columns.ghosts().length) {
            p.renumber(columns.owned(), SparseRows.ghostNumbers(columns, wider));
            columns = wider;
        }
        int own = p.rows();
        int[] start = Arrays.copyOf(p.start(), own + fetched.rows() + 1);
        int entries = p.entries();
        int[] column = Arrays.copyOf(p.columns(), entries + fetched.columns().length);
        double[] value = Arrays.copyOf(p.values(), column.length);
        for (int n = 0; n < fetched.rows(); n++) {
            start[own + n + 1] = entries + fetched.start()[n + 1];
        }
        for (int k = 0; k < fetched.columns().length; k++) {
            column[entries + k] = columns.local(fetched.columns()[k]);
            value[entries + k] = fetched.values()[k];
        }
        return new SparseRows(start, column, value);
    }

    /** Own rows of P that reach into columns of other ranks. */
    private Parcels reaching() {
        Communicator ranks = rows.ranks();
        int[] counts = new int[ranks.size()];
        if (columns.ghosts().length == 0) {
            return new Parcels(ranks, new int[0], counts);
        }
        int[] owner = new int[columns.ghosts().length];
        Arrays.setAll(owner, n -> columns.partition().owner(columns.ghosts()[n]));
        int[] last = new int[ranks.size()];
        int[][] lists = new int[ranks.size()][16];
        Arrays.fill(last, -1);
        for (int i = 0; i < p.rows(); i++) {
            for (int k = p.start()[i]; k < p.start()[i + 1]; k++) {
                int ghost = p.columns()[k] - columns.owned();
                if (ghost >= 0 && last[owner[ghost]] != i) {
                    int rank = owner[ghost];
                    last[rank] = i;
                    if (counts[rank] == lists[rank].length) {
                        lists[rank] = Arrays.copyOf(lists[rank], 2 * counts[rank]);
                    }
                    lists[rank][counts[rank]++] = i;
                }
            }
        }
        int[] all = new int[Arrays.stream(counts).sum()];
        int to = 0;
        for (int rank = 0; rank < counts.length; rank++) {
            System.arraycopy(lists[rank], 0, all, to, counts[rank]);
            to += counts[rank];
        }
        return new Parcels(ranks, all, counts);
    }

    private int lower(int[] counts) {
        int lower = 0;
        for (int rank = 0; rank < rows.ranks().rank(); rank++) {
            lower += counts[rank];
        }
        return lower;
    }

    /** The own rows of Pᵀ, from guests of lower ranks, own rows and guests of higher ranks in this order. */
    private SparseRows transpose(Parcels.Rows guests, int lower) {
        int owned = ownColumns.owned();
        int[] guestColumns = new int[guests.columns().length];
        Arrays.setAll(guestColumns, k -> columns.isOwn(guests.columns()[k]) ? columns.local(guests.columns()[k]) : -1);
        SparseRows visitors = new SparseRows(guests.start(), guestColumns, guests.values());
        int[] start = new int[owned + 1];
        Transpose.count(visitors, 0, visitors.rows(), owned, start);
        Transpose.count(p, 0, p.rows(), owned, start);
        for (int c = 0; c < owned; c++) {
            start[c + 1] += start[c];
        }
        SparseRows turned = new SparseRows(start, new int[start[owned]], new double[start[owned]]);
        int[] next = Arrays.copyOf(start, owned);
        Transpose.scatter(visitors, 0, lower, rows.owned(), owned, next, turned);
        Transpose.scatter(p, 0, p.rows(), 0, owned, next, turned);
        Transpose.scatter(visitors, lower, visitors.rows(), rows.owned(), owned, next, turned);
        return turned;
    }
}

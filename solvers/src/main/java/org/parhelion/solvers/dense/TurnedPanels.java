package org.parhelion.solvers.dense;

import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import org.parhelion.blas.Doubles;
import org.parhelion.blas.Transpose;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.Request;

/**
 * Panels of a transposed operand: rows K of A, whose columns lie along process columns but are needed along process rows (or
 * columns K of B, the other way round). The panel turns in two legs (van de Geijn and Watts, “SUMMA: scalable universal
 * matrix multiplication algorithm”, Concurrency 9, 1997, section 5, where a panel is transposed while it spreads): its
 * owners broadcast it across, then each rank sends along the other direction what those ranks need. The whole matrix is
 * never transposed; a panel is not either, dgemm takes it as it is.
 */
final class TurnedPanels implements PanelSource {
    /** What one rank of the second leg has of this rank's panel. */
    private record Share(List<BlockCyclic.Run> runs, int count) {
        static Share of(List<BlockCyclic.Run> all, int owner, int otherOwner) {
            List<BlockCyclic.Run> own = new ArrayList<>();
            int count = 0;
            for (BlockCyclic.Run run : all) {
                if (run.owner() == owner && run.otherOwner() == otherOwner) {
                    own.add(run);
                    count += run.length();
                }
            }
            return new Share(own, count);
        }
    }

    private final boolean ofRows;
    private final Panels spread;
    private final Communicator ranks;
    private final BlockCyclic outer;
    private final BlockCyclic target;
    private final int targetCount;
    private final Share[] shares;
    private final DoubleBuffer gathered;
    private final DoubleBuffer turned;
    private final Request[] requests;
    private int width;
    private int leading;

    private TurnedPanels(
            boolean ofRows,
            Panels spread,
            Communicator ranks,
            BlockCyclic outer,
            BlockCyclic target,
            int me,
            int width) {
        this.ofRows = ofRows;
        this.spread = spread;
        this.ranks = ranks;
        this.outer = outer;
        this.target = target;
        targetCount = target.count(me);
        List<BlockCyclic.Run> runs = outer.runs(target);
        shares = new Share[ranks.size()];
        for (int rank = 0; rank < shares.length; rank++) {
            shares[rank] = Share.of(runs, rank, me);
        }
        gathered = Panels.direct(Math.multiplyExact(targetCount, width));
        turned = Panels.direct(Math.multiplyExact(targetCount, width));
        requests = new Request[shares.length];
    }

    /** Rows K of A, brought to where the rows of C are: panels of width × local rows of C. */
    static TurnedPanels ofRows(Part a, BlockCyclic rowsOfC, Layer layer, int width) {
        Panels spread = Panels.ofRows(a, layer, width, 1);
        return new TurnedPanels(true, spread, layer.row(), a.columns(), rowsOfC, layer.myRow(), width);
    }

    /** Columns K of B, brought to where the columns of C are: panels of local columns of C × width. */
    static TurnedPanels ofColumns(Part b, BlockCyclic columnsOfC, Layer layer, int width) {
        Panels spread = Panels.ofColumns(b, layer, width, 1);
        return new TurnedPanels(false, spread, layer.column(), b.rows(), columnsOfC, layer.myColumn(), width);
    }

    @Override
    public void start(KPanels.Panel panel) {
        width = panel.width();
        spread.start(panel, ofRows ? panel.ownerA() : panel.ownerB());
    }

    @Override
    public void advance() {
        spread.finish();
        int at = 0;
        for (int rank = 0; rank < shares.length; rank++) {
            int length = shares[rank].count() * width;
            if (rank == ranks.rank()) {
                select(shares[rank], at);
            }
            if (shares.length > 1 && length > 0) {
                requests[rank] = ranks.ibroadcast(gathered.slice(at, length), rank);
            }
            at += length;
        }
    }

    /** Of the first leg's panel what the ranks of the second leg need, to the place from which it is sent. */
    private void select(Share share, int at) {
        int done = 0;
        for (BlockCyclic.Run run : share.runs()) {
            move(outer.local(run.start()), run.length(), at, share.count(), done);
            done += run.length();
        }
    }

    private void move(int place, int length, int at, int count, int done) {
        DoubleBuffer panel = spread.packed();
        if (ofRows) {
            gathered.put(at + done * width, panel, place * width, length * width);
        } else {
            for (int k = 0; k < width; k++) {
                gathered.put(at + done + k * count, panel, place + k * spread.leading(), length);
            }
        }
    }

    @Override
    public Doubles finish() {
        int at = 0;
        for (int rank = 0; rank < shares.length; rank++) {
            if (requests[rank] != null) {
                requests[rank].await();
                requests[rank] = null;
            }
            assemble(shares[rank], at);
            at += shares[rank].count() * width;
        }
        leading = Math.max(1, ofRows ? width : targetCount);
        return Doubles.of(turned);
    }

    /** What one rank sent, to its places in the panel. */
    private void assemble(Share share, int at) {
        int done = 0;
        for (BlockCyclic.Run run : share.runs()) {
            int place = target.local(run.start());
            if (ofRows) {
                turned.put(place * width, gathered, at + done * width, run.length() * width);
            } else {
                for (int k = 0; k < width; k++) {
                    turned.put(place + k * targetCount, gathered, at + done + k * share.count(), run.length());
                }
            }
            done += run.length();
        }
    }

    @Override
    public void poll() {
        spread.poll();
        for (int rank = 0; rank < requests.length; rank++) {
            if (requests[rank] != null && requests[rank].isDone()) {
                requests[rank] = null;
            }
        }
    }

    @Override
    public int leading() {
        return leading;
    }

    @Override
    public Transpose transpose() {
        return Transpose.YES;
    }
}

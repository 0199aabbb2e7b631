package org.parhelion.solvers.dense;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.List;
import org.parhelion.blas.Doubles;
import org.parhelion.blas.Transpose;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.Request;

/**
 * Panels of a matrix that is not turned: columns K of A along process rows, or rows K of B along process columns. Their owner
 * packs them into a direct buffer and broadcasts it, which needs no further copy. Two buffers take turns. Where no
 * one else needs the panel and it lies in one piece, it is used where it is, unless there is a single buffer.
 */
final class Panels implements PanelSource {
    private final Part part;
    private final boolean columns;
    private final BlockCyclic inner;
    private final int outer;
    private final Communicator ranks;
    private final boolean mayStay;
    private final int capacity;
    private final DoubleBuffer[] buffers;
    private KPanels.Panel panel;
    private int next;
    private Doubles ready;
    private int readyLeading;
    private int leading;
    private Request request;

    private Panels(Part part, boolean columns, int outer, Communicator ranks, int width, int buffers) {
        mayStay = buffers > 1;
        this.part = part;
        this.columns = columns;
        this.inner = columns ? part.columns() : part.rows();
        this.outer = outer;
        this.ranks = ranks;
        this.buffers = new DoubleBuffer[buffers];
        capacity = Math.multiplyExact(outer, width);
    }

    /** Columns K: panels of local rows × width, sent along process rows. */
    static Panels ofColumns(Part part, Layer layer, int width, int buffers) {
        return new Panels(part, true, part.rows().count(layer.myRow()), layer.row(), width, buffers);
    }

    /** Rows K: panels of width × local columns, sent along process columns. */
    static Panels ofRows(Part part, Layer layer, int width, int buffers) {
        return new Panels(part, false, part.columns().count(layer.myColumn()), layer.column(), width, buffers);
    }

    static DoubleBuffer direct(int length) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(length, Double.BYTES))
                .order(ByteOrder.nativeOrder())
                .asDoubleBuffer();
    }

    @Override
    public void start(KPanels.Panel nextPanel) {
        start(nextPanel, columns ? nextPanel.ownerA() : nextPanel.ownerB());
    }

    /** From a given process of the row or column along which panels are sent. */
    void start(KPanels.Panel nextPanel, int owner) {
        panel = nextPanel;
        if (mayStay && ranks.size() == 1 && isOnePiece(panel.pieces())) {
            int first = inner.local(panel.pieces().get(0).start());
            ready = columns ? part.from(0, first) : part.from(first, 0);
            readyLeading = part.leading();
            return;
        }
        next = (next + 1) % buffers.length;
        if (buffers[next] == null) {
            buffers[next] = direct(capacity);
        }
        DoubleBuffer buffer = buffers[next];
        int length = outer * panel.width();
        buffer.limit(length);
        readyLeading = Math.max(1, columns ? outer : panel.width());
        if (ranks.rank() == owner) {
            pack(buffer);
        }
        ready = Doubles.of(buffer);
        if (ranks.size() > 1 && length > 0) {
            request = ranks.ibroadcast(buffer, owner);
        }
    }

    private boolean isOnePiece(List<BlockCyclic.Run> pieces) {
        BlockCyclic.Run last = pieces.get(pieces.size() - 1);
        int span = inner.local(last.start())
                + last.length()
                - inner.local(pieces.get(0).start());
        return span == panel.width();
    }

    private void pack(DoubleBuffer buffer) {
        int at = 0;
        for (BlockCyclic.Run piece : panel.pieces()) {
            int first = inner.local(piece.start());
            if (columns) {
                buffer.put(
                        at * outer,
                        part.values(),
                        Math.min(part.values().length, first * outer),
                        piece.length() * outer);
            } else {
                for (int j = 0; j < outer; j++) {
                    buffer.put(at + j * panel.width(), part.values(), first + j * part.leading(), piece.length());
                }
            }
            at += piece.length();
        }
    }

    @Override
    public void advance() {
        // All on the way already.
    }

    @Override
    public Doubles finish() {
        if (request != null) {
            request.await();
            request = null;
        }
        leading = readyLeading;
        return ready;
    }

    /** The buffer of the panel that {@link #finish} returned last; with a single buffer, panels are always packed. */
    DoubleBuffer packed() {
        return buffers[next];
    }

    @Override
    public void poll() {
        if (request != null && request.isDone()) {
            request = null;
        }
    }

    @Override
    public int leading() {
        return leading;
    }

    @Override
    public Transpose transpose() {
        return Transpose.NO;
    }
}

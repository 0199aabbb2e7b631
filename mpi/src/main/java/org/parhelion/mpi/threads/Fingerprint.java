package org.parhelion.mpi.threads;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.parhelion.mpi.spi.Payload;
import org.parhelion.mpi.spi.TypedViews;

/**
 * A CRC-32 that tells whether a buffer was changed while a request owned it. Of up to {@link #WHOLE} elements all are read,
 * of a longer message only its beginning, its end, and two pieces between that are others each time; so it costs a
 * quarter of a microsecond, however long the message. Where order is drawn from a seed, which is for looking and not for
 * speed, all of every message is read. Nearly all is done by code that is no slower when Java is interpreted.
 */
final class Fingerprint {
    /** Up to so many elements all are read. */
    static final int WHOLE = 256;

    private static final int PIECE = WHOLE / 4;
    private static final ThreadLocal<Fingerprint> OWN = ThreadLocal.withInitial(Fingerprint::new);

    private final ByteBuffer memory =
            ByteBuffer.allocateDirect(WHOLE * Long.BYTES).order(ByteOrder.nativeOrder());
    private final TypedViews views = TypedViews.of(memory);
    private final CRC32 checksum = new CRC32();

    private Fingerprint() {}

    /**
     * @param turn chooses which pieces of a long message are read; the same for two that are compared
     * @param whole whether to read all of a long message, too
     */
    static int of(Payload data, int turn, boolean whole) {
        return OWN.get().read(data, turn, whole);
    }

    private int read(Payload data, int turn, boolean whole) {
        checksum.reset();
        int count = data.count();
        if (whole || count <= WHOLE) {
            for (int from = 0; from < count; from += WHOLE) {
                add(data, from, Math.min(WHOLE, count - from));
            }
        } else {
            int pieces = count / PIECE;
            add(data, 0, PIECE);
            add(data, Math.floorMod(turn, pieces) * PIECE, PIECE);
            add(data, Math.floorMod(turn + pieces / 2, pieces) * PIECE, PIECE);
            add(data, count - PIECE, PIECE);
        }
        return (int) checksum.getValue();
    }

    private void add(Payload data, int from, int count) {
        Copy.elements(data.type(), data.buffer(), from, views.as(data.type()), 0, count);
        memory.limit(count * data.type().bytes()).position(0);
        checksum.update(memory);
        memory.limit(memory.capacity());
    }
}

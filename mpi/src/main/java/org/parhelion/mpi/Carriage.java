package org.parhelion.mpi;

import java.nio.Buffer;
import org.parhelion.mpi.spi.ElementType;
import org.parhelion.mpi.spi.Payload;

/**
 * User data on the way to or from a transport: where they lie if the transport can take them so, else through the pool.
 */
final class Carriage {
    /** Nothing to carry: data that only the root needs. */
    static final Carriage NONE = new Carriage(null, null, null, null);

    final Payload payload;
    private final Object data;
    private final StagingPool pool;
    private final StagingPool.Staged staged;

    private Carriage(Payload payload, Object data, StagingPool pool, StagingPool.Staged staged) {
        this.payload = payload;
        this.data = data;
        this.pool = pool;
        this.staged = staged;
    }

    /** For data to be sent: copied into the staging buffer if need be. */
    static Carriage outgoing(Object data, ElementType type, StagingPool pool) {
        Carriage carriage = incoming(data, type, pool);
        if (carriage.staged != null) {
            Elements.copyIn(data, carriage.payload);
        }
        return carriage;
    }

    /** For data to be received. */
    static Carriage incoming(Object data, ElementType type, StagingPool pool) {
        if (Elements.isTransportable(data)) {
            return new Carriage(Elements.payload((Buffer) data, type), data, pool, null);
        }
        StagingPool.Staged staged = pool.take(type, Elements.count(data));
        return new Carriage(staged.payload, data, pool, staged);
    }

    /** After a receive of so many elements: copies them to the user's data. */
    void arrived(int count) {
        if (staged != null) {
            Elements.copyOut(payload, data, Math.min(count, payload.count()));
        }
    }

    /** After a collective operation that filled all of it. */
    void arrived() {
        if (staged != null) {
            Elements.copyOut(payload, data, payload.count());
        }
    }

    /** Gives the staging buffer back; the transport must be done with it. */
    void release() {
        if (staged != null) {
            pool.release(staged);
        }
    }
}

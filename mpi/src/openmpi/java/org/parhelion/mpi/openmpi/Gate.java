package org.parhelion.mpi.openmpi;

import mpi.Datatype;
import mpi.MPI;
import mpi.MPIException;
import mpi.Op;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.mpi.Status;
import org.parhelion.mpi.spi.ElementType;
import org.parhelion.mpi.spi.TransportException;

/** Between our words and Open MPI's: types, operations, wildcards, statuses, errors. */
final class Gate {
    private static final Datatype[] TYPES = new Datatype[ElementType.values().length];
    private static final Op[] OPS = new Op[ReduceOp.values().length];

    static {
        for (ElementType type : ElementType.values()) {
            TYPES[type.ordinal()] = switch (type) {
                case DOUBLE -> MPI.DOUBLE;
                case INT -> MPI.INT;
                case LONG -> MPI.LONG;
                case BYTE -> MPI.BYTE;
            };
        }
        for (ReduceOp op : ReduceOp.values()) {
            OPS[op.ordinal()] = switch (op) {
                case SUM -> MPI.SUM;
                case PRODUCT -> MPI.PROD;
                case MIN -> MPI.MIN;
                case MAX -> MPI.MAX;
                case BITWISE_AND -> MPI.BAND;
                case BITWISE_OR -> MPI.BOR;
                case BITWISE_XOR -> MPI.BXOR;
            };
        }
    }

    private Gate() {}

    static Datatype type(ElementType type) {
        return TYPES[type.ordinal()];
    }

    static Op op(ReduceOp op) {
        return OPS[op.ordinal()];
    }

    static int source(int source) {
        return source == Communicator.ANY_SOURCE ? MPI.ANY_SOURCE : source;
    }

    static int tag(int tag) {
        return tag == Communicator.ANY_TAG ? MPI.ANY_TAG : tag;
    }

    static Status status(mpi.Status status) throws MPIException {
        return new Status(status.getSource(), status.getTag(), status.getCount(MPI.BYTE));
    }

    static TransportException failure(MPIException e) {
        return new TransportException(e.getMessage(), e);
    }
}

package org.parhelion.mpi.openmpi;

import java.nio.ByteBuffer;
import java.util.function.IntBinaryOperator;
import mpi.Datatype;
import mpi.MPI;
import mpi.MPIException;
import mpi.Op;
import mpi.UserFunction;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.ReduceOp;
import org.parhelion.mpi.Status;
import org.parhelion.mpi.spi.ElementType;
import org.parhelion.mpi.spi.TransportException;

/** Between our words and Open MPI's: types, operations, wildcards, statuses, calls and their errors. */
final class Gate {
    /** The bindings' MPI.BYTE is unsigned, a Java byte is not: extremes of bytes need operations of our own. */
    private static final Op SIGNED_BYTE_MIN = new Op(signedBytes(Math::min), true);

    private static final Op SIGNED_BYTE_MAX = new Op(signedBytes(Math::max), true);

    private Gate() {}

    static Datatype type(ElementType type) {
        return switch (type) {
            case DOUBLE -> MPI.DOUBLE;
            case INT -> MPI.INT;
            case LONG -> MPI.LONG;
            case BYTE -> MPI.BYTE;
        };
    }

    static Op op(ReduceOp op, ElementType type) {
        return switch (op) {
            case SUM -> MPI.SUM;
            case PRODUCT -> MPI.PROD;
            case MIN -> type == ElementType.BYTE ? SIGNED_BYTE_MIN : MPI.MIN;
            case MAX -> type == ElementType.BYTE ? SIGNED_BYTE_MAX : MPI.MAX;
            case BITWISE_AND -> MPI.BAND;
            case BITWISE_OR -> MPI.BOR;
            case BITWISE_XOR -> MPI.BXOR;
        };
    }

    private static UserFunction signedBytes(IntBinaryOperator extreme) {
        return new UserFunction() {
            @Override
            public void call(ByteBuffer in, ByteBuffer inOut, int count, Datatype type) {
                for (int i = 0; i < count; i++) {
                    inOut.put(i, (byte) extreme.applyAsInt(in.get(i), inOut.get(i)));
                }
            }
        };
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

    /** Calls of the bindings. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws MPIException;
    }

    /** Calls of the bindings without a result. */
    @FunctionalInterface
    interface Action {
        void run() throws MPIException;
    }

    static <T> T call(Call<T> call) throws TransportException {
        try {
            return call.run();
        } catch (MPIException e) {
            throw failure(e);
        }
    }

    static void act(Action action) throws TransportException {
        try {
            action.run();
        } catch (MPIException e) {
            throw failure(e);
        }
    }

    static TransportException failure(MPIException e) {
        return new TransportException(e.getMessage(), e);
    }
}

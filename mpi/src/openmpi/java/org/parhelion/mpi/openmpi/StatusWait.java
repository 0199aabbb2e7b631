package org.parhelion.mpi.openmpi;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import mpi.MPIException;
import mpi.Request;

/**
 * {@code MPI_Wait} into one status for the life of a persistent request. The bindings' public method makes two objects at
 * each call, a halo exchange waits for up to 26 messages in each step, and a step must allocate nothing; so this calls
 * the native method behind it. Where that is not possible (another version of the bindings) there is none, and the
 * public method is used.
 */
final class StatusWait {
    private static final int SOURCE = 0;
    private static final int TAG = 1;
    private static final int BYTES = 4;
    private static final MethodHandle WAIT;
    private static final MethodHandle HANDLE;

    static {
        MethodHandle wait = null;
        MethodHandle handle = null;
        try {
            Method method = Request.class.getDeclaredMethod("waitStatus", long.class, long[].class);
            Field field = Request.class.getDeclaredField("handle");
            method.setAccessible(true);
            field.setAccessible(true);
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            wait = lookup.unreflect(method);
            handle = lookup.unreflectGetter(field);
        } catch (ReflectiveOperationException | RuntimeException otherVersion) {
            wait = null;
        }
        WAIT = wait;
        HANDLE = handle;
    }

    private final Request request;
    private final long[] status = new long[6];

    private StatusWait(Request request) {
        this.request = request;
    }

    /** For this request; null where the bindings do not allow it. */
    static StatusWait of(Request request) {
        return WAIT == null ? null : new StatusWait(request);
    }

    void await() throws MPIException {
        try {
            // A persistent request keeps its handle, so what the native method returns is what went in.
            long unused = (long) WAIT.invokeExact(request, (long) HANDLE.invokeExact(request), status);
        } catch (MPIException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    int source() {
        return (int) status[SOURCE];
    }

    int tag() {
        return (int) status[TAG];
    }

    int bytes() {
        return (int) status[BYTES];
    }
}

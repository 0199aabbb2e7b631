package org.parhelion.mesh.stencil;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.parhelion.mesh.Axis;
import org.parhelion.mesh.CartesianGrid;
import org.parhelion.mesh.Field;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.Parallel;

/**
 * A program of its own, since vectors of several widths in one Java process, as other tests use them, keep C2 from
 * compiling any of them well. Says what became of a kernel after one step, or after the steps until it is fast.
 */
final class VectorTierProbe {
    private static final long PATIENCE_NANOS = 25_000_000_000L;

    private VectorTierProbe() {}

    public static void main(String[] args) {
        Parallel.threads(1, (world, rest) -> probe(world, args[0].equals("once")));
    }

    private static void probe(Communicator world, boolean once) {
        CartesianGrid grid =
                CartesianGrid.builder(world).cells(67, 40, 8).periodic(Axis.X).build();
        Field a = grid.field("a");
        a.fill((x, y, z) -> x * y + z);
        Field b = grid.field("b");
        Kernel kernel = Kernel.of(Kernel.assign(b, a.plus(new Expr.Laplacian(a.expr(), 2).times(1e-4))));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        long allocated = Long.MAX_VALUE;
        do {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int step = 0; step < (once ? 1 : 100); step++) {
                kernel.run();
                a.swap(b);
            }
            allocated = threads.getThreadAllocatedBytes(thread) - before;
        } while (!once && (allocated > 0 || kernel.report().lanes() == 1) && System.nanoTime() < deadline);
        System.out.println("vectors: " + (kernel.report().lanes() > 1) + ", allocated: " + (allocated > 0));
        kernel.close();
    }
}

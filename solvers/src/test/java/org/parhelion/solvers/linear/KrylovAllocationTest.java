package org.parhelion.solvers.linear;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.testing.RankTest;

/**
 * A step allocates nothing: a solve of many steps allocates as much as one of few. As the JIT and class loading allocate too
 * (see {@code HaloAllocationTest}), one clean pair of several is asked for.
 */
class KrylovAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int FEW = 30;
    private static final int MANY = 530;

    /** MPI's requests of messages that travel behind other work, per step. */
    private static final long BYTES_OF_A_REQUEST = 1024;

    private static long allocated(LinearSolver solver, DistributedVector b, DistributedVector x) {
        x.fill(0);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        SolveResult result = solver.solve(b, x);
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        // the copy of the residuals that the result has
        return bytes - (long) Double.BYTES * result.history().length;
    }

    /** y ← d ∘ x, which allocates nothing. */
    private record Diagonal(DistributedVector d) implements LinearOperator {
        static Diagonal between(VectorSpace space, double low, double high) {
            DistributedVector d = space.vector("d");
            d.fillRandom(12);
            d.scale(0.5 * (high - low));
            DistributedVector one = space.vector("one");
            one.fill(1);
            d.addScaled(0.5 * (high + low), one);
            return new Diagonal(d);
        }

        @Override
        public VectorSpace domain() {
            return d.space();
        }

        @Override
        public void apply(DistributedVector x, DistributedVector y) {
            d.space().pass().product(y, d, x).run();
        }
    }

    @RankTest(
            value = {1, 2},
            timeoutSeconds = 60)
    void aStepAllocatesNothing(Communicator world) {
        VectorSpace space = GridProblems.POISSON.on(world).domain();
        LinearOperator a = Diagonal.between(space, 1e-3, 1e3);
        DistributedVector b = GridProblems.rightHandSide(a);
        for (LinearSolver method : List.of(
                Krylov.cg(a),
                Krylov.pipelinedCg(a),
                Krylov.bicgstab(a),
                Krylov.minres(a),
                Krylov.chebyshev(a),
                Krylov.gmres(a, 10),
                Krylov.fgmres(a, 10))) {
            LinearSolver each = method.preconditioner(Diagonal.between(space, 0.5, 2));
            // no residual is small enough
            LinearSolver few = each.stop(Stop.iterations(FEW));
            LinearSolver many = each.stop(Stop.iterations(MANY));
            DistributedVector x = a.domain().vector("x");
            long[] extra = new long[6];
            boolean behind = method.name().equals("pipelined CG") && world.size() > 1;
            boolean clean = false;
            int steps = 0;
            for (int pair = 0; pair < extra.length && !clean; pair++) {
                steps = many.solve(b, x).iterations() - few.solve(b, x).iterations();
                extra[pair] = allocated(many, b, x) - allocated(few, b, x);
                clean = extra[pair] <= (behind ? BYTES_OF_A_REQUEST * MANY : 0);
                clean = world.allReduce(clean ? 1L : 0L, org.parhelion.mpi.ReduceOp.MIN) == 1;
            }
            assertTrue(clean, method.name() + ": bytes allocated in " + steps + " steps: " + Arrays.toString(extra));
            assertTrue(steps > 5, method.name() + " did " + steps + " steps more");
        }
    }
}

package org.parhelion.solvers.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.parhelion.mpi.Communicator;
import org.parhelion.mpi.Request;
import org.parhelion.mpi.testing.RankTest;

/** Counts messages, and sees what is done while one travels. */
class OverlapTest {
    private static final Set<String> HEARD = Set.of("allReduce", "iallReduce");

    private final List<String> events = new ArrayList<>();

    private Communicator listening(Communicator ranks) {
        return (Communicator) Proxy.newProxyInstance(
                OverlapTest.class.getClassLoader(), new Class<?>[] {Communicator.class}, (proxy, method, args) -> {
                    if (HEARD.contains(method.getName())) {
                        events.add(method.getName());
                    }
                    try {
                        Object result = method.invoke(ranks, args);
                        return method.getName().equals("iallReduce") ? awaited((Request) result) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private Request awaited(Request request) {
        return new Request() {
            @Override
            public org.parhelion.mpi.Status await() {
                events.add("await");
                return request.await();
            }

            @Override
            public boolean isDone() {
                return request.isDone();
            }
        };
    }

    /** Diagonal and regular, and heard when it is applied. */
    private final class Heard implements LinearOperator {
        private final VectorSpace space;
        private final String name;

        Heard(VectorSpace space, String name) {
            this.space = space;
            this.name = name;
        }

        @Override
        public VectorSpace domain() {
            return space;
        }

        @Override
        public void apply(DistributedVector x, DistributedVector y) {
            events.add(name);
            for (int n = 0; n < space.localSize(); n++) {
                y.data()[n] = x.data()[n] * (name.equals("A") ? 1 + (space.firstRow() + n) % 37 : 0.5);
            }
        }
    }

    private SolveResult solve(Communicator world, boolean pipelined) {
        VectorSpace space = VectorSpace.ofRows(listening(world), 100);
        LinearOperator a = new Heard(space, "A");
        LinearSolver solver = (pipelined ? Krylov.pipelinedCg(a) : Krylov.cg(a))
                .preconditioner(new Heard(space, "M"))
                .stop(Stop.iterations(10));
        DistributedVector b = space.vector("b");
        b.fill(1);
        events.clear();
        return solver.solve(b, space.vector("x"));
    }

    @RankTest({2, 3})
    void theReductionOfAStepTravelsBehindPreconditionerAndOperator(Communicator world) {
        assertEquals(10, solve(world, true).iterations());
        int first = events.indexOf("iallReduce");
        List<String> steps = events.subList(first, events.lastIndexOf("await") + 1);
        assertEquals(11 * 4, steps.size(), steps.toString());
        for (int n = 0; n < steps.size(); n += 4) {
            assertEquals(List.of("iallReduce", "M", "A", "await"), steps.subList(n, n + 4));
        }
    }

    @RankTest({2})
    void conjugateGradientsSendTwoMessagesAStep(Communicator world) {
        assertEquals(10, solve(world, false).iterations());
        int first = events.indexOf("M");
        long messages = events.subList(first, events.size()).stream()
                .filter("allReduce"::equals)
                .count();
        // one before the first step, one for the true residual after the last
        assertEquals(1 + 2 * 10 + 1, messages, events.toString());
    }

    @RankTest({2})
    void gmresSendsTwoMessagesAStep(Communicator world) {
        VectorSpace space = VectorSpace.ofRows(listening(world), 100);
        DistributedVector b = space.vector("b");
        b.fill(1);
        events.clear();
        Krylov.gmres(new Heard(space, "A"), 10).stop(Stop.iterations(20)).solve(b, space.vector("x"));
        long messages = events.stream().filter("allReduce"::equals).count();
        // the right-hand side, and the true residual before each cycle of 10 and at the end
        assertTrue(messages <= 2 * 20 + 1 + 4, events.toString());
    }
}

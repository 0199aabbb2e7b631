package org.parhelion.mpi;

/** What {@link MpirunFailureTest} runs under mpirun: the first argument says how to fail. */
public final class FailingProgram {
    private FailingProgram() {}

    /**
     * Fails.
     *
     * @param args way to fail
     */
    public static void main(String[] args) {
        Parallel.run(args, (world, rest) -> {
            if (world.rank() == 0) {
                System.out.println("transport " + world.transport() + " ranks " + world.size());
            }
            System.out.println("pid " + ProcessHandle.current().pid());
            System.out.flush();
            world.barrier();
            fail(world, rest[0]);
        });
        System.out.println("returned");
    }

    private static void fail(Communicator world, String how) {
        boolean culprit = world.rank() == world.size() - 1;
        switch (how) {
            case "while-others-recv" -> {
                require(!culprit);
                world.recv(new int[1], world.size() - 1, 0);
            }
            case "while-others-reduce" -> {
                require(!culprit);
                world.allReduce(1.0, ReduceOp.SUM);
            }
            case "while-others-return" -> require(!culprit);
            case "bad-input" -> throw new ExitCodeException(2, "case.yaml line 3: unknown key 'fiels'\nmeant: fields");
            case "refused-by-all" ->
                throw ExitCodeException.onAllRanks(2, "case.yaml line 3: unknown key 'fiels'\nmeant: fields");
            case "stopped-early" -> throw new ExitCodeException(75, "stopped at step 40; checkpoint written");
            case "abort" -> {
                if (culprit) {
                    world.abort(42);
                }
                world.barrier();
            }
            case "recv-that-never-comes" -> {
                if (culprit) {
                    world.recv(new double[3], 0, 7);
                }
                world.barrier();
            }
            case "barrier-missed" -> {
                if (!culprit) {
                    world.barrier();
                }
                while (!Thread.interrupted()) {
                    Thread.onSpinWait();
                }
            }
            case "nothing" -> world.barrier();
            default -> throw new IllegalArgumentException(how);
        }
    }

    private static void require(boolean well) {
        if (!well) {
            throw new IllegalStateException("the reactor is on fire");
        }
    }
}

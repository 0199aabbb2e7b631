package org.parhelion.mpi;

/** Programs whose ranks call collective operations that do not fit one another. */
final class WrongCollectives {
    private static final String DIFFER = "the ranks call different collective operations";

    private WrongCollectives() {}

    @Verdict(
            says = {DIFFER, "barrier", "allReduce MAX of double"},
            lines = 2)
    static void barrierMeetsReduction(Communicator world) {
        if (world.rank() == 0) {
            world.barrier();
        } else {
            world.allReduce(new double[1], ReduceOp.MAX);
        }
    }

    @Verdict(
            says = {DIFFER, "broadcast with root 0 of int", "broadcast with root 1 of int"},
            lines = 2)
    static void rootsDiffer(Communicator world) {
        world.broadcast(new int[1], world.rank());
    }

    @Verdict(
            ranks = 3,
            says = {DIFFER, "reduce SUM with root 1 of long", "reduce MAX with root 1 of long"},
            lines = 2)
    static void operatorsDiffer(Communicator world) {
        world.reduce(new long[1], new long[1], world.rank() == 2 ? ReduceOp.MAX : ReduceOp.SUM, 1);
    }

    @Verdict(
            says = {DIFFER, "allReduce SUM of double", "allReduce SUM of long"},
            lines = 2)
    static void typesDiffer(Communicator world) {
        world.allReduce(world.rank() == 0 ? new double[1] : new long[1], ReduceOp.SUM);
    }

    @Verdict(
            ranks = 3,
            says = {"lengths differ: 3 elements on rank 0, 4 on rank 1; rank 0 calls it", "; rank 1 calls it"},
            lines = 2)
    static void lengthsOfABroadcastDiffer(Communicator world) {
        world.broadcast(new double[3 + world.rank()], 0);
    }

    @Verdict(says = "lengths differ: 1 elements on rank 0, 2 on rank 1; rank 0 calls it", lines = 2)
    static void lengthsOfAReductionDiffer(Communicator world) {
        world.allReduce(new int[1 + world.rank()], ReduceOp.SUM);
    }

    @Verdict(says = "rank 0 expects 2 elements of rank 1, which has 3; rank 0 calls it", lines = 2)
    static void blockOfAGatherIsTooLong(Communicator world) {
        world.gather(new int[2 + world.rank()], new int[4], 0);
    }

    @Verdict(says = "rank 0 expects 1 elements of rank 1, which has 2; rank 0 calls it", lines = 2)
    static void countsOfAGatherAreWrong(Communicator world) {
        world.gatherv(new int[2], new int[3], new int[] {2, 1}, 0);
    }

    @Verdict(says = "rank 0 expects 2 elements of rank 1, which has 1; rank 0 calls it", lines = 2)
    static void blockOfAScatterIsTooShort(Communicator world) {
        world.scatter(new int[4], new int[2 - world.rank()], 0);
    }

    @Verdict(says = "expects 2 elements of rank 1, which has 1", lines = 2)
    static void countsOfAnAllToAllDisagree(Communicator world) {
        int[] sends = {1, 1};
        int[] receives = world.rank() == 0 ? new int[] {1, 2} : new int[] {1, 1};
        world.allToAllv(new int[2], sends, new int[receives[0] + receives[1]], receives);
    }

    @Verdict(
            ranks = 3,
            says = {DIFFER, "exscan SUM of int", "scan SUM of int"},
            lines = 2)
    static void scanMeetsExclusiveScan(Communicator world) {
        if (world.rank() == 1) {
            world.exscan(new int[1], new int[1], ReduceOp.SUM);
        } else {
            world.scan(new int[1], new int[1], ReduceOp.SUM);
        }
    }

    @Verdict(
            says = {DIFFER, "iallReduce SUM of int", "rank 1 barrier"},
            lines = 2)
    static void nonblockingOnesComeInAnotherOrder(Communicator world) {
        if (world.rank() == 0) {
            Request sum = world.iallReduce(new int[1], new int[1], ReduceOp.SUM);
            world.barrier();
            sum.await();
        } else {
            world.barrier();
            world.iallReduce(new int[1], new int[1], ReduceOp.SUM).await();
        }
    }

    @Verdict(
            says = {DIFFER, "ibroadcast with root 0 of int", " broadcast with root 0 of int"},
            lines = 2)
    static void nonblockingOneMeetsBlockingOne(Communicator world) {
        if (world.rank() == 0) {
            world.ibroadcast(new int[1], 0).await();
        } else {
            world.broadcast(new int[1], 0);
        }
    }

    @Verdict(
            says = {DIFFER, "split", "duplicate"},
            lines = 2)
    static void splitMeetsDuplicate(Communicator world) {
        if (world.rank() == 0) {
            world.split(0, 0);
        } else {
            world.duplicate();
        }
    }

    @Verdict(
            says = {DIFFER + " in the group of world ranks 0 1", "gather with root 0", "scatter with root 0"},
            lines = 2)
    static void gatherMeetsScatterInAGroup(Communicator world) {
        try (Communicator twin = world.duplicate()) {
            if (world.rank() == 0) {
                twin.gather(new int[1], new int[2], 0);
            } else {
                twin.scatter(null, new int[1], 0);
            }
        }
    }
}

package org.parhelion.mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.DoubleBuffer;
import org.parhelion.mpi.testing.RankTest;

class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** Bytes allocated in a few thousand steps, the JIT's own effects left out by taking the best of several tries. */
    private static long leastAllocated(Runnable step) {
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 6; attempt++) {
            long before = allocated();
            for (int i = 0; i < 2000; i++) {
                step.run();
            }
            least = Math.min(least, allocated() - before);
        }
        return least;
    }

    @RankTest({1, 2, 3})
    void persistentMessagesAllocateNothing(Communicator world) {
        int next = (world.rank() + 1) % world.size();
        int previous = (world.rank() + world.size() - 1) % world.size();
        // 64 bytes are sent eagerly, 80 kB wait for the receiver.
        for (int count : new int[] {8, 10_000}) {
            DoubleBuffer out = PointToPointTest.direct(count);
            DoubleBuffer in = PointToPointTest.direct(count);
            try (PersistentRequest send = world.sendInit(out, next, 1);
                    PersistentRequest receive = world.recvInit(in, previous, 1)) {
                PersistentRequest[] both = {receive, send};
                long bytes = leastAllocated(() -> {
                    PersistentRequest.startAll(both);
                    Request.awaitAll(both);
                });
                assertEquals(0, bytes, "bytes allocated in 2000 exchanges of " + count + " doubles");
            }
        }
    }

    @RankTest({1, 2, 3})
    void reductionsOfOneNumberAllocateNothing(Communicator world) {
        double[] sum = {0};
        long bytes = leastAllocated(() -> sum[0] += world.allReduce(1.0, ReduceOp.SUM));
        assertEquals(0, bytes, "bytes allocated in 2000 reductions");
        assertEquals(12_000.0 * world.size(), sum[0]);
    }

    @RankTest({1, 2})
    void reproducibleSumsAllocateNothing(Communicator world) {
        double[] values = {1, 1e20, -1e20, 1};
        ReproducibleSum sum = new ReproducibleSum();
        long bytes = leastAllocated(() -> {
            sum.clear();
            sum.add(values, 0, values.length);
            sum.allReduce(world);
            assertEquals(2.0 * world.size(), sum.value(), 0.0);
        });
        assertEquals(0, bytes, "bytes allocated in 2000 sums");
    }
}

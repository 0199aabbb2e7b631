package org.parhelion.mesh.stencil;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.parhelion.mesh.Field;
import org.parhelion.mesh.HaloDebug;
import org.parhelion.mesh.IndexBox;
import org.parhelion.mesh.halo.HaloExchange;

/** Looks at the ghost points that a kernel reads, before it reads them. */
final class KernelDebug {
    private final HaloDebug halos;
    private final IndexBox points;
    private final String words;
    private final List<Load> loads = new ArrayList<>();

    /** A field read at an offset. */
    private record Load(Field field, int i, int j, int k) {
        int[] offset() {
            return new int[] {i, j, k};
        }
    }

    KernelDebug(HaloDebug halos, Program program, IndexBox points, String words) {
        this.halos = halos;
        this.points = points;
        this.words = words;
        for (Program.Instruction it : program.instructions()) {
            if (it.op() == PrimitiveOp.LOAD) {
                Load load = new Load(program.fields().get(it.slot()), it.i(), it.j(), it.k());
                if (!loads.contains(load)) {
                    loads.add(load);
                }
            }
        }
    }

    void begin() {
        halos.kernel(words);
    }

    void end() {
        halos.kernel("");
    }

    /** After an exchange: nothing that the kernel reads may be left poisoned. */
    void checkFilled() {
        for (Load load : loads) {
            halos.checkFilled(load.field, points, load.offset());
        }
    }

    /** Ghosts that need no exchange must be what an exchange would bring; nothing is changed. */
    void checkCurrent(HaloExchange exchange) {
        checkFilled();
        Map<Field, double[]> before = new IdentityHashMap<>();
        for (Load load : loads) {
            before.computeIfAbsent(load.field, field -> field.data().clone());
        }
        exchange.exchangeAnyway();
        for (Load load : loads) {
            halos.checkCurrent(load.field, before.get(load.field), points, load.offset());
        }
        before.forEach((field, values) -> System.arraycopy(values, 0, field.data(), 0, values.length));
    }
}

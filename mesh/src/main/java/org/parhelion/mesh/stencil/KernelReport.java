package org.parhelion.mesh.stencil;

import java.util.List;
import java.util.StringJoiner;
import org.parhelion.mesh.StorageOrder;

/**
 * What a kernel costs and how it runs.
 *
 * @param operations arithmetic operations at each point; a fused multiply–add counts as one, values that do not change
 *     along x do not count
 * @param loads values read from fields at each point
 * @param stores values written to fields at each point
 * @param bytesRead bytes that must come from memory for each point at least: 8 for each field that is read
 * @param bytesWritten bytes that must go to memory for each point
 * @param reductions numbers that it combines over all points
 * @param lanes points computed at a time: 1 is scalar code
 * @param whyScalar why it runs scalar code; empty if it does not
 * @param settled whether it stays with that: a kernel starts with scalar code and gets vector code after some tenths of a
 *     second of work, when that has been compiled
 * @param methods methods that the work is split into, so that HotSpot compiles it
 * @param largestMethod bytes of bytecode of the largest of them
 * @param halos the fields whose ghosts it reads, and how many ghosts on each side
 * @param corners whether it reads ghosts behind edges or corners
 */
public record KernelReport(
        int operations,
        int loads,
        int stores,
        int bytesRead,
        int bytesWritten,
        int reductions,
        int lanes,
        String whyScalar,
        boolean settled,
        int methods,
        int largestMethod,
        List<String> halos,
        boolean corners) {
    public KernelReport {
        halos = List.copyOf(halos);
    }

    static KernelReport of(Program program, StorageOrder order, GhostNeeds needs, BoxRunner runner) {
        CodePlan plan = CodePlan.of(program, order, List.of(), false);
        Level[] levels = plan.levels();
        int operations = 0;
        int loads = 0;
        for (int v = 0; v < plan.size(); v++) {
            operations += plan.op(v).operands() > 0 && levels[v] == Level.POINT ? 1 : 0;
            loads += plan.op(v) == PrimitiveOp.LOAD ? 1 : 0;
        }
        long read = program.instructions().stream()
                .filter(it -> it.op() == PrimitiveOp.LOAD)
                .mapToInt(Program.Instruction::slot)
                .distinct()
                .count();
        List<CompiledPlan> compiled = runner.compiled();
        CompiledPlan latest = compiled.isEmpty() ? null : compiled.get(compiled.size() - 1);
        return new KernelReport(
                operations,
                loads,
                program.stores().size(),
                (int) (Double.BYTES * read),
                Double.BYTES * program.stores().size(),
                program.reductions().size(),
                latest == null || !runner.tier().usesVectorCode() ? 1 : latest.lanes(),
                runner.tier().whyScalar(),
                runner.tier().isSettled(),
                latest == null ? 0 : latest.codes().size(),
                latest == null
                        ? 0
                        : latest.methodSizes().stream().max(Integer::compare).orElse(0),
                needs.fields().stream()
                        .map(field -> field.name() + ": " + needs.width(field))
                        .toList(),
                needs.corners());
    }

    /** One line in words. */
    @Override
    public String toString() {
        StringJoiner line = new StringJoiner(", ");
        line.add(operations + " operations, " + loads + " loads and " + stores + " stores a point");
        line.add("at least " + bytesRead + " bytes read and " + bytesWritten + " written");
        line.add(lanes > 1 ? "vectors of " + lanes : "scalar code (" + whyScalar + ")");
        if (methods > 1) {
            line.add("split into " + methods + " methods");
        }
        if (!halos.isEmpty()) {
            line.add("halo of " + String.join(", ", halos) + (corners ? " with corners" : ""));
        }
        return line.toString();
    }
}

package org.parhelion.mesh.stencil;

import java.util.ArrayList;
import java.util.List;
import org.parhelion.mesh.Field;

/** Leaves out of a program what no store and no reduction needs. */
final class DeadCode {
    private final Program program;
    private final int[] newNumber;
    private final List<Program.Instruction> instructions = new ArrayList<>();
    private final List<Field> fields = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();

    private DeadCode(Program program) {
        this.program = program;
        this.newNumber = new int[program.instructions().size()];
    }

    static Program remove(Program program) {
        return new DeadCode(program).rebuild();
    }

    private Program rebuild() {
        boolean[] needed = needed();
        for (int n = 0; n < needed.length; n++) {
            newNumber[n] = instructions.size();
            if (needed[n]) {
                instructions.add(renumbered(program.instructions().get(n)));
            }
        }
        List<Program.Store> stores = program.stores().stream()
                .map(store ->
                        new Program.Store(slot(fields, program.fields().get(store.slot())), newNumber[store.value()]))
                .toList();
        List<Program.Reduction> reductions = program.reductions().stream()
                .map(reduction -> new Program.Reduction(reduction.op(), newNumber[reduction.value()]))
                .toList();
        return new Program(instructions, fields, parameters, stores, reductions);
    }

    private boolean[] needed() {
        boolean[] needed = new boolean[newNumber.length];
        program.stores().forEach(store -> needed[store.value()] = true);
        program.reductions().forEach(reduction -> needed[reduction.value()] = true);
        for (int n = needed.length - 1; n >= 0; n--) {
            if (needed[n]) {
                Program.Instruction instruction = program.instructions().get(n);
                mark(needed, instruction.a());
                mark(needed, instruction.b());
                mark(needed, instruction.c());
            }
        }
        return needed;
    }

    private static void mark(boolean[] needed, int operand) {
        if (operand >= 0) {
            needed[operand] = true;
        }
    }

    private Program.Instruction renumbered(Program.Instruction old) {
        int slot = switch (old.op()) {
            case LOAD -> slot(fields, program.fields().get(old.slot()));
            case PARAMETER -> slot(parameters, program.parameters().get(old.slot()));
            default -> old.slot();
        };
        return new Program.Instruction(
                old.op(),
                renumbered(old.a()),
                renumbered(old.b()),
                renumbered(old.c()),
                slot,
                old.i(),
                old.j(),
                old.k(),
                old.constant());
    }

    private int renumbered(int operand) {
        return operand < 0 ? operand : newNumber[operand];
    }

    private static <T> int slot(List<T> list, T element) {
        for (int n = 0; n < list.size(); n++) {
            if (list.get(n) == element) {
                return n;
            }
        }
        list.add(element);
        return list.size() - 1;
    }
}

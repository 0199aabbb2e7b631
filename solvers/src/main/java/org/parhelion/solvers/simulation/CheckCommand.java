package org.parhelion.solvers.simulation;

import java.nio.file.Path;
import java.util.List;

/** {@code parhelion check CASE}: reads a case, parses all of it, says what a run would be, and runs nothing. */
final class CheckCommand implements Command {
    @Override
    public String name() {
        return "check";
    }

    @Override
    public String summary() {
        return "checks a case file and tells what a run of it would need";
    }

    @Override
    public String operands() {
        return "CASE";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.value("-n", "RANKS", "number of ranks that the run would have (default 1)"),
                Option.repeated("--set", "KEY=VALUE", "changes a value of the case, as in --set time.until=100"),
                Option.flag("--reference", "prints the reference of the case file instead"));
    }

    @Override
    public int run(Arguments arguments) {
        if (arguments.has("--reference")) {
            System.out.print(CaseReference.markdown());
            return ExitCode.DONE;
        }
        if (arguments.operands().isEmpty()) {
            throw new InputException(
                    "check: no case file given; for example: parhelion check examples/cases/heat-3d.yaml");
        }
        return check(arguments);
    }

    static int check(Arguments arguments) {
        int ranks = arguments.wholeNumber("-n", 1, 1);
        for (String path : arguments.operands()) {
            CaseFile file = CaseFile.read(Path.of(path), arguments.values("--set"));
            SizeCheck.oneRank(file.grid(), ranks);
            String description = OneRank.call(world -> CaseDescription.of(CaseModel.build(file, world), ranks));
            System.out.print(description);
        }
        return ExitCode.DONE;
    }
}

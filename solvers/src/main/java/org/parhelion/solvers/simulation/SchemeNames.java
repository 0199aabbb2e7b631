package org.parhelion.solvers.simulation;

import java.util.List;

final class SchemeNames {
    static final List<String> ALL = List.of("euler", "ssprk2", "ssprk3", "rk4", "bs32", "dopri5");

    private SchemeNames() {}
}

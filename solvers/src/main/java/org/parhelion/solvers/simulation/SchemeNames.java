package org.parhelion.solvers.simulation;

import java.util.List;

final class SchemeNames {
    static final List<String> ALL = List.of(
            "euler",
            "ssprk2",
            "ssprk3",
            "rk4",
            "bs32",
            "dopri5",
            "backward-euler",
            "bdf2",
            "crank-nicolson",
            "sdirk2",
            "sdirk3",
            "imex-ssp2",
            "imex-ssp3");

    private SchemeNames() {}
}

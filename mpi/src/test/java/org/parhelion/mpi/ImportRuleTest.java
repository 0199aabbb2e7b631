package org.parhelion.mpi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.parhelion.mpi", importOptions = ImportOption.DoNotIncludeTests.class)
class ImportRuleTest {
    @ArchTest
    static final ArchRule ONLY_ONE_PACKAGE_KNOWS_OPEN_MPI = noClasses()
            .that()
            .resideOutsideOfPackage("org.parhelion.mpi.openmpi")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("mpi");

    @ArchTest
    static final ArchRule TRANSPORTS_ARE_HIDDEN = noClasses()
            .that()
            .resideOutsideOfPackages("org.parhelion.mpi.openmpi", "org.parhelion.mpi.threads")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.parhelion.mpi.openmpi", "org.parhelion.mpi.threads");

    @ArchTest
    static final ArchRule NOTHING_ABOVE_IS_IMPORTED = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.parhelion.mesh..", "org.parhelion.solvers..", "org.parhelion.examples..");
}

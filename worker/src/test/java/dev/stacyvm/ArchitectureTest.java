package dev.stacyvm;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;

/**
 * The house, as rules. Think hard about the layering of the project before changing this file: a rule that is in the way
 * usually means that a class stands in the wrong room.
 */
@AnalyzeClasses(
        packages = "dev.stacyvm",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
    /** The fakes of the lower modules come in jars of their own. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String[] FOUNDATION = {"..time..", "..file..", "..config..", "..wire..", "..http.."};
    private static final String[] ISSUER_ONLY = {
        "dev.stacyvm.key..", "dev.stacyvm.controlplane..", "dev.stacyvm.issuer..", "dev.stacyvm.sidecar.."
    };
    private static final String[] ISSUER_MODULE = {
        "dev.stacyvm.time..",
        "dev.stacyvm.file..",
        "dev.stacyvm.config..",
        "dev.stacyvm.wire..",
        "dev.stacyvm.http..",
        "dev.stacyvm.token..",
        "dev.stacyvm.trust..",
        "dev.stacyvm.key..",
        "dev.stacyvm.controlplane..",
        "dev.stacyvm.issuer..",
        "dev.stacyvm.sidecar.."
    };

    @ArchTest
    static final ArchRule noPackageCycles =
            slices().matching("dev.stacyvm.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theFoundationKnowsOnlyItself = noClasses()
            .that()
            .resideInAnyPackage(FOUNDATION)
            .should()
            .dependOnClassesThat(resideInAnyPackage("dev.stacyvm..").and(resideOutsideOfPackages(FOUNDATION)));

    @ArchTest
    static final ArchRule whatHoldsKeysIsClosedToTheModulesAbove = noClasses()
            .that(are(resideOutsideOfPackages(ISSUER_MODULE)))
            .and()
            .resideOutsideOfPackage("dev.stacyvm.app..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ISSUER_ONLY);

    @ArchTest
    static final ArchRule mintingIsForKeyAndIssuerAlone = noClasses()
            .that()
            .resideOutsideOfPackages("dev.stacyvm.key..", "dev.stacyvm.issuer..", "dev.stacyvm.app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.stacyvm.key..");

    @ArchTest
    static final ArchRule wiringIsKnownToTheCommandLineAlone = noClasses()
            .that()
            .resideOutsideOfPackages("dev.stacyvm.app..", "dev.stacyvm.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.stacyvm.app..", "dev.stacyvm.cli..");

    @ArchTest
    static final ArchRule jjwtHasTwoDoors = library("io.jsonwebtoken..", "dev.stacyvm.token..", "dev.stacyvm.key..");

    @ArchTest
    static final ArchRule kafkaHasOneDoor = library("org.apache.kafka..", "dev.stacyvm.bus.kafka..");

    @ArchTest
    static final ArchRule vertxKafkaHasOneDoor = library("io.vertx.kafka..", "dev.stacyvm.bus.kafka..");

    @ArchTest
    static final ArchRule nativeCallsHaveOneDoor = library("com.sun.jna..", "dev.stacyvm.probe..");

    @ArchTest
    static final ArchRule picocliHasOneDoor = library("picocli..", "dev.stacyvm.cli..");

    @ArchTest
    static final ArchRule onlyTheCommandLineExits = noClasses()
            .that()
            .resideOutsideOfPackage("dev.stacyvm.cli..")
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class)
            .orShould()
            .callMethod(Runtime.class, "exit", int.class);

    @ArchTest
    static final ArchRule clocksHaveOneDoor = noClasses()
            .that()
            .resideOutsideOfPackage("dev.stacyvm.time..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);

    @ArchTest
    static final ArchRule theSharedWorkerPoolIsNotUsed = noClasses()
            .should()
            .callMethod(Vertx.class, "executeBlocking", Callable.class)
            .orShould()
            .callMethod(Vertx.class, "executeBlocking", Callable.class, boolean.class);

    @ArchTest
    static final ArchRule namesSayWhatAThingIs =
            classes().should().haveNameNotMatching(".*\\.(Abstract[A-Z]\\w*|\\w+(Utils?|Helper|Manager|Impl))(\\$.*)?");

    private static ArchRule library(String library, String... doors) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(doors)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .allowEmptyShould(true);
    }
}

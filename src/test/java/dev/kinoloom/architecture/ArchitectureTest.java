package dev.kinoloom.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import dev.kinoloom.pipeline.Stage;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(packages = "dev.kinoloom", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule imports_point_down =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("dev.kinoloom..")
          .withOptionalLayers(true)
          .layer("boot")
          .definedBy("dev.kinoloom.boot..")
          .layer("rooms")
          .definedBy(
              "dev.kinoloom.api..",
              "dev.kinoloom.mailbox..",
              "dev.kinoloom.orchestrator..",
              "dev.kinoloom.worker..",
              "dev.kinoloom.tracker..",
              "dev.kinoloom.delivery..",
              "dev.kinoloom.membership..")
          .layer("plugins")
          .definedBy("dev.kinoloom.stage..", "dev.kinoloom.provider.*..")
          .layer("spi")
          .definedBy("dev.kinoloom.pipeline..", "dev.kinoloom.provider")
          .layer("adapters")
          .definedBy(
              "dev.kinoloom.store..",
              "dev.kinoloom.artifact..",
              "dev.kinoloom.bus..",
              "dev.kinoloom.http..",
              "dev.kinoloom.ops..")
          .layer("codec")
          .definedBy("dev.kinoloom.codec..")
          .layer("config")
          .definedBy("dev.kinoloom.config..")
          .layer("domain")
          .definedBy("dev.kinoloom.domain..")
          .whereLayer("boot")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("rooms")
          .mayOnlyBeAccessedByLayers("boot")
          .whereLayer("plugins")
          .mayOnlyBeAccessedByLayers("boot")
          .whereLayer("spi")
          .mayOnlyBeAccessedByLayers("boot", "rooms", "plugins")
          .whereLayer("adapters")
          .mayOnlyBeAccessedByLayers("boot", "rooms")
          .whereLayer("codec")
          .mayOnlyBeAccessedByLayers("boot", "rooms", "plugins", "spi", "adapters")
          .whereLayer("config")
          .mayOnlyBeAccessedByLayers("boot", "rooms", "plugins", "adapters")
          .whereLayer("domain")
          .mayNotAccessAnyLayer()
          .whereLayer("config")
          .mayOnlyAccessLayers("domain")
          .ensureAllClassesAreContainedInArchitectureIgnoring("dev.kinoloom");

  @ArchTest
  static final ArchRule rooms_do_not_know_each_other =
      slices()
          .matching("dev.kinoloom.(api|mailbox|orchestrator|worker|tracker|delivery|membership)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule a_stage_is_known_only_to_boot =
      classes()
          .that()
          .implement(Stage.class)
          .should()
          .onlyHaveDependentClassesThat()
          .resideInAPackage("dev.kinoloom.boot..");

  @ArchTest
  static final ArchRule providers_do_not_know_each_other =
      slices().matching("dev.kinoloom.provider.(*)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule no_cycles =
      slices().matching("dev.kinoloom.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule domain_and_config_are_plain_java =
      classes()
          .that()
          .resideInAnyPackage("dev.kinoloom.domain..", "dev.kinoloom.config..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.kinoloom.domain..", "dev.kinoloom.config..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule the_plugin_contract_knows_only_futures =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.kinoloom.pipeline..", "dev.kinoloom.provider", "dev.kinoloom.stage..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.vertx..")
                  .and(
                      describe("is not Future", c -> !c.getName().equals("io.vertx.core.Future"))));

  @ArchTest
  static final ArchRule sql_lives_in_store =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.kinoloom.store..", "dev.kinoloom.boot..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.pgclient..");

  @ArchTest
  static final ArchRule s3_lives_in_artifact =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.kinoloom.artifact..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon..");

  @ArchTest
  static final ArchRule the_event_bus_lives_in_bus =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.kinoloom.bus..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.vertx.core.eventbus..")
          .orShould()
          .callMethod(Vertx.class, "eventBus");

  @ArchTest
  static final ArchRule hazelcast_tells_only_vertx =
      noClasses()
          .that()
          .doNotHaveSimpleName("HazelcastMember")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.hazelcast..");

  @ArchTest
  static final ArchRule json_mapping_lives_in_codec =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.kinoloom.codec..", "dev.kinoloom.boot..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule time_is_handed_in =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.kinoloom.boot..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Thread.class, "sleep", long.class);

  @ArchTest
  static final ArchRule verticles_are_named_so =
      classes()
          .that()
          .areAssignableTo(VerticleBase.class)
          .should()
          .haveSimpleNameEndingWith("Verticle");

  @ArchTest
  static final ArchRule no_standard_streams =
      GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

  @ArchTest
  static final ArchRule no_generic_exceptions =
      GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

  @ArchTest
  static void every_package_is_null_marked(JavaClasses classes) {
    var bare =
        classes.getPackage("dev.kinoloom").getSubpackagesInTree().stream()
            .filter(p -> !p.getClasses().isEmpty())
            .filter(p -> !p.isAnnotatedWith(NullMarked.class))
            .map(p -> p.getName())
            .toList();
    assertTrue(bare.isEmpty(), "not @NullMarked: " + bare);
  }

  @ArchTest
  static void the_rules_see_the_code(JavaClasses classes) {
    assertTrue(classes.size() > 30, "only " + classes.size() + " classes were looked at");
  }
}

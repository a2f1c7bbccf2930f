// A Gradle project of its own, as a user has it: the bill of materials, and experiments from Java.
// `gradle run` compares, once `./mvnw install` in the root has put hwgptbench into the local Maven repository.
plugins {
    application
}

repositories {
    mavenLocal()
    mavenCentral()
}

dependencies {
    implementation(platform("io.github.hwgptbench:hwgptbench-bom:0.1.0"))
    implementation("io.github.hwgptbench:hwgptbench-suite")
}

tasks.withType<JavaCompile> {
    options.release.set(17)
    options.encoding = "UTF-8"
}

application {
    mainClass.set("org.example.Compare")
}

rootProject.name = "compare"

@echo off
rem Runs an example by its name, or a Java file of your own, with the library on its class path.
setlocal
set "EXAMPLES_HOME=%~dp0"
set "EXAMPLES_SOURCES=%EXAMPLES_HOME%src\main\java\io\github\hwgptbench\examples"
set "EXAMPLES_FILE=%EXAMPLES_SOURCES%\%~1.java"
if /i "%~x1"==".java" set "EXAMPLES_FILE=%~1"
if not exist "%EXAMPLES_FILE%" (
  echo run: no example '%~1'; usage: %0 EXAMPLE, or %0 FILE.java; examples: 1>&2
  dir /b "%EXAMPLES_SOURCES%\*Example.java" 1>&2
  exit /b 2
)
call "%EXAMPLES_HOME%..\..\hwgpt.bat" --version >nul
if errorlevel 1 exit /b 1
set "EXAMPLES_JAVA=java"
if defined JAVA_HOME set "EXAMPLES_JAVA=%JAVA_HOME%\bin\java"
"%EXAMPLES_JAVA%" -XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -cp "%EXAMPLES_HOME%..\suite\target\hwgptbench-suite.jar" "%EXAMPLES_FILE%" %2 %3 %4 %5 %6 %7 %8 %9
exit /b %ERRORLEVEL%

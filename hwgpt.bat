@echo off
rem The command line of hwgptbench. Starts the launcher, which builds what is missing or older than
rem its sources, and then runs the command. No parentheses here: paths may have some, too.
setlocal DisableDelayedExpansion
set "HWGPT_HOME=%~dp0"
set "HWGPT_JAVA=java"
if defined JAVA_HOME set "HWGPT_JAVA=%JAVA_HOME:"=%\bin\java"
if defined JAVA_HOME if not exist "%HWGPT_JAVA%.exe" goto nojava
set "HWGPT_LAUNCHER=%HWGPT_HOME%experiments\suite\src\main\java\io\github\hwgptbench\launcher\Launcher.java"
set HWGPT_OPTIONS=-XX:+IgnoreUnrecognizedVMOptions -XX:+UseSerialGC --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED
if exist "%HWGPT_HOME%target\launcher\io\github\hwgptbench\launcher\Launcher.class" goto compiled

"%HWGPT_JAVA%" --list-modules 2>nul | findstr /r /b "jdk.compiler@1[7-9] jdk.compiler@[2-9][0-9]" >nul
if errorlevel 1 goto nojdk
"%HWGPT_JAVA%" %HWGPT_OPTIONS% "-Dhwgptbench.home=%HWGPT_HOME%." "-Dhwgptbench.called=%~0" %HWGPT_JAVA_OPTS% "%HWGPT_LAUNCHER%" %*
exit /b %ERRORLEVEL%

:compiled
"%HWGPT_JAVA%" %HWGPT_OPTIONS% "-Dhwgptbench.home=%HWGPT_HOME%." "-Dhwgptbench.called=%~0" %HWGPT_JAVA_OPTS% -cp "%HWGPT_HOME%target\launcher" io.github.hwgptbench.launcher.Launcher %*
exit /b %ERRORLEVEL%

:nojava
echo hwgpt: JAVA_HOME names a folder without bin\java.exe; set it to a JDK, 17 or newer 1>&2
exit /b 1

:nojdk
echo hwgpt: no JDK of version 17 or newer found; install one, such as https://adoptium.net, or set JAVA_HOME to one 1>&2
exit /b 1
